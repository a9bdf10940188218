// The schema of the scenario `validated`, the same for every server. A file of its own, because zod is loaded with it.

import { z } from 'zod'

/** What POST /orders takes. */
export const NewOrder = z.object({
  customer: z.string().min(1).max(200),
  email: z.email(),
  express: z.boolean(),
  lines: z
    .array(z.object({ sku: z.string().regex(/^[A-Z]-\d+$/), quantity: z.number().int().positive() }))
    .min(1)
    .max(100),
})

export type NewOrder = z.infer<typeof NewOrder>
