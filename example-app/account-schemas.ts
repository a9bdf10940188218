// What an account may be called, and how long its password must be: the same for the pages and the JSON API.

import { z } from 'zod'

/** How long names and passwords may be. A longer password would only cost time. */
export const ACCOUNT_LIMITS = { name: 30, password: 256 } as const

/** What somebody says to be let in. Whether it is right, only the stored account tells. */
export const Credentials = z.object({ name: z.string().trim().default(''), password: z.string().default('') })
export type Credentials = z.infer<typeof Credentials>

/** What a new account is made of. */
export const NewAccount = z.object({
  name: z
    .string('An account needs a name.')
    .trim()
    .min(1, 'An account needs a name.')
    .max(ACCOUNT_LIMITS.name, `A name has at most ${ACCOUNT_LIMITS.name} characters.`)
    .regex(/^[\w-]*$/, 'A name is made of letters from a to z, digits, hyphens and underscores.'),
  password: z
    .string('An account needs a password.')
    .min(12, 'A password has at least 12 characters. Some words in a row are easy to remember.')
    .max(ACCOUNT_LIMITS.password, `A password has at most ${ACCOUNT_LIMITS.password} characters.`),
})
