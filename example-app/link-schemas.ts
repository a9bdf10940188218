// What a link must be, and what a search may ask for: the same for the pages and the JSON API.

import { z } from 'zod'
import { Picture } from './picture.js'
import { tidy } from './wording.js'

/** How long the fields of a link may be, in UTF-16 units, as `maxlength` counts them. */
export const LIMITS = { title: 120, url: 2000, note: 500, alt: 200, search: 100 } as const

const WebAddress = z
  .url({ protocol: /^https?$/, normalize: true, abort: true, error: 'An address begins with https:// or http://.' })
  .max(LIMITS.url, `An address has at most ${LIMITS.url} characters.`)

/** A link as it is written: tidy, its address whole and of the web. */
export const LinkInput = z.object({
  title: z
    .string('A link needs a title.')
    .overwrite(tidy)
    .min(1, 'A link needs a title.')
    .max(LIMITS.title, `A title has at most ${LIMITS.title} characters.`),
  url: z.string('A link needs an address.').overwrite(tidy).min(1, 'A link needs an address.').pipe(WebAddress),
  note: z
    .string('A note is text.')
    .overwrite(tidy)
    .max(LIMITS.note, `A note has at most ${LIMITS.note} characters.`)
    .default(''),
})
export type LinkInput = z.infer<typeof LinkInput>

/** A link with its picture, as the forms of the pages send it. */
export const LinkForm = LinkInput.extend({
  picture: Picture.optional(),
  alt: z
    .string('A description is text.')
    .overwrite(tidy)
    .max(LIMITS.alt, `A description has at most ${LIMITS.alt} characters.`)
    .default(''),
  withoutPicture: z.literal('on').optional(),
})
export type LinkForm = z.infer<typeof LinkForm>

/** A search with its page. Junk in an address is no mistake of the reader: it means the first page of everything. */
export const LinkQuery = z.object({
  q: z.string().overwrite(tidy).max(LIMITS.search).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
})
export type LinkQuery = z.infer<typeof LinkQuery>
