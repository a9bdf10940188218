// What a new entry must be, for the form and the JSON API alike.

import { z } from 'zod'

/** A new entry: a name and a message, trimmed, neither empty nor endless. */
export const NewEntry = z.object({
  name: z
    .string('Please tell us your name.')
    .trim()
    .min(1, 'Please tell us your name.')
    .max(60, 'A name has at most 60 characters.'),
  message: z
    .string('Please write a few words.')
    .trim()
    .min(1, 'Please write a few words.')
    .max(500, 'A message has at most 500 characters.'),
})
