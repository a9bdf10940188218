// Bounds on guessing passwords: wrong ones are counted, for each address and for each account, however many of the other there are.

import { type Ctx, type Layer, type Reply, rateLimit } from 'miniweb'

const WRONG_PASSWORDS = {
  windowSeconds: 15 * 60,
  counts: ({ status }: Reply) => status === 422 || status === 403,
}

/** Layers for the addresses at which somebody logs in. Each board counts for itself. */
export function loginLimits(): readonly Layer[] {
  return [
    rateLimit({ ...WRONG_PASSWORDS, name: 'address', limit: 20 }),
    rateLimit({ ...WRONG_PASSWORDS, name: 'account', limit: 10, key: accountAsked }),
  ]
}

/** The name in the form of the page, or in the JSON of a program. Reading the page itself is nobody's attempt. */
async function accountAsked({ method, headers, read }: Ctx): Promise<string | undefined> {
  if (method !== 'POST') return undefined
  const isJson = headers['content-type']?.startsWith('application/json') ?? false
  const { name } = Object(isJson ? await read.json() : (await read.form()).fields)
  return String(name).trim().toLowerCase()
}
