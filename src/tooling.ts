// The second entry of the package, for tools: what is known of an app without running it.
// Generated declaration files take their types from here; those that depend on the app's globals are made here.

import { dirname, relative, resolve, sep } from 'node:path'
import type { AppParts } from './app.js'
import { HttpError } from './errors.js'
import { parseTarget, type Target } from './http/target.js'
import { placed } from './routing/placed.js'
import { RouteTable } from './routing/table.js'
import { TemplateError } from './template/error.js'
import { listTemplates, readTemplate, shownPath } from './template/folder.js'
import { linksOf, type TemplateLinks } from './template/links/links.js'
import type { Source } from './template/source.js'
import { parseTemplate } from './template/syntax/parse.js'
import { templateTypes } from './template/types/generate.js'
import type { OutsideOf, SectionOf } from './template/types/values.js'
import type { TemplateGlobals } from './view-types.js'

export type { AppParts } from './app.js'
export { errorReport } from './dev/error-report.js'
export { beginDevSession, type DevSession, type OpenedApp, type PageVersion } from './dev-session.js'
export { parameterNames, type Segment } from './routing/pattern.js'
export { patternOf } from './routing/route.js'
export { fitsParameter, pathOfPattern, takesPath, type WrittenSegment } from './routing/written-path.js'
export { TemplateError } from './template/error.js'
export { type Address, type AddressPart, linksOf, type PlacedCall, type TemplateLinks } from './template/links/links.js'
export { didYouMean } from './template/nearest.js'
export { Place } from './template/source.js'
export type {
  Checked,
  Entries,
  Falsy,
  Items,
  List,
  Printable,
  TemplateProblem,
  Unfit,
} from './template/types/values.js'

/** What `{{#name}}…{{/name}}` takes: a list of items, one item, or something falsy. */
export type Section<Item> = SectionOf<Item, keyof TemplateGlobals>

/** Data with at least one of the names that the items of sections in it may then lack. */
export type Outside<Names, Data> = OutsideOf<Names, Data, keyof TemplateGlobals>

/** A sentence if a name is not one of the app's globals; never if it is. */
export type Undeclared<Name, Sentence> = Name extends keyof TemplateGlobals ? never : Sentence

/** Which templates to infer types of, and for which file. */
export interface GenerateOptions {
  /** The templates folder. */
  readonly dir: string
  /** Where the declarations will be written; the imports in them are relative to it. Default: the folder's name with `.d.ts`. */
  readonly out?: string
  /** Names that every template sees besides its data. Those of `TemplateGlobals` need not be given. */
  readonly globals?: readonly string[]
}

/** What was generated. Nothing is written. */
export interface GeneratedTypes {
  /** The whole path of the file that the text is for. */
  readonly file: string
  readonly text: string
  /** Mistakes in templates, each with file, line and column. With any of them the text is not to be relied on. */
  readonly problems: readonly TemplateError[]
  /** Files that are no templates, and why. */
  readonly warnings: readonly string[]
}

/**
 * Infers what each template of a folder needs of its data, as the text of a declaration file that fills
 * `interface Templates`, so that the compiler checks `render(name, data)`.
 *
 * @example const { text, problems } = generateTemplateTypes({ dir: 'templates' })
 * @throws Error if the folder cannot be read
 */
export function generateTemplateTypes({ dir, out = `${resolve(dir)}.d.ts`, globals }: GenerateOptions): GeneratedTypes {
  const file = resolve(out)
  const warnings: string[] = []
  const files = listTemplates(resolve(dir), (message) => warnings.push(message)).filter(({ path }) => path !== file)
  const sources = files.flatMap(({ name, path }): Source[] => {
    const text = readTemplate(path)
    if (text === undefined) warnings.push(`${shownPath(path)} is left out: it is no text`)
    return text === undefined ? [] : [{ name, file: shownPath(path), text }]
  })
  const folder = pathBetween(dirname(file), resolve(dir))
  return { file, ...templateTypes(sources, { folder, ...(globals === undefined ? {} : { globals }) }), warnings }
}

/**
 * Reads what each template of a folder refers to: addresses in its HTML, and calls of helpers. Templates that cannot be
 * parsed are left out: `generateTemplateTypes` says what is wrong with them.
 *
 * @throws Error if the folder cannot be read
 */
export function readTemplateLinks(dir: string): readonly TemplateLinks[] {
  return listTemplates(resolve(dir), () => undefined).flatMap(({ name, path }) => {
    const text = readTemplate(path)
    try {
      return text === undefined ? [] : [linksOf(parseTemplate({ name, file: shownPath(path), text }))]
    } catch (error) {
      if (error instanceof TemplateError) return []
      throw error
    }
  })
}

/**
 * Finds the routes of requests in the table of an app: by name, or by their functions where they have none.
 *
 * @returns a function of a method and a request target; it gives undefined where a static folder or no route answers
 * @throws ConfigError for a table that cannot be
 */
export function routeFinder({ routes, folders }: AppParts): (method: string, target: string) => string | undefined {
  const table = new RouteTable(routes.map((route) => ({ ...placed(route), route })))
  const prefixes = folders.map(({ prefix = '/static' }) => (prefix === '/' ? prefix : `${prefix}/`))
  return (method, target) => {
    const place = placeOf(method, target)
    if (place === undefined || prefixes.some((prefix) => place.path.startsWith(prefix))) return undefined
    const match = table.match(method, place)
    return match.kind === 'route' ? (match.route.route.name ?? match.route.route.handler) : undefined
  }
}

/** A request target in parts; undefined for one that no app answers. */
function placeOf(method: string, target: string): Target | undefined {
  try {
    return parseTarget(method, target)
  } catch (error) {
    if (error instanceof HttpError) return undefined
    throw error
  }
}

/** A relative path that an import can begin with. */
function pathBetween(from: string, to: string): string {
  const path = relative(from, to).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}
