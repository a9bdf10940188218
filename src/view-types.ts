// The arguments of `render(name, data, init)`: checked by the template's name once an app's own types fill Templates.
// Knows no templates: both interfaces are filled by declaration merging.

import type { ReplyInit } from './http/reply.js'
import type { WithoutGlobals } from './template/types/values.js'

/** The data of each template by its name, such as `'posts/show.html': { post: Post }`. */
// biome-ignore lint/suspicious/noEmptyInterface: empty until an app fills it
export interface Templates {}

/** What every template of the app sees besides its data, so that `render` need not be given it. */
// biome-ignore lint/suspicious/noEmptyInterface: empty until an app fills it
export interface TemplateGlobals {}

/** The names that `render` takes: any string until Templates is filled. */
export type TemplateName = [keyof Templates] extends [never] ? string : keyof Templates & string

/** The arguments of `render` after the name; data may be left out when the template requires none. */
export type TemplateArguments<Name> = Name extends keyof Templates
  ? DataArguments<WithoutGlobals<Templates[Name], keyof TemplateGlobals>>
  : [data?: object, init?: ReplyInit]

type DataArguments<Data> =
  Record<never, never> extends Data ? [data?: Data, init?: ReplyInit] : [data: Data, init?: ReplyInit]
