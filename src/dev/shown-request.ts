// A request as the pages of development show it: without what would be a secret in a screenshot.

import type { Context } from '../http/context.js'
import { parseFields } from '../http/query.js'

/** A name and a value. */
interface ShownField {
  readonly name: string
  readonly value: string
}

/** What pages show of a request. */
export interface ShownRequest {
  readonly method: string
  readonly path: string
  readonly query: readonly ShownField[]
  readonly headers: readonly ShownField[]
}

const SECRET = /authorization|cookie|token|secret|password|passwd|api-?key|session|signature/i
const HIDDEN = '(not shown)'

/** What pages show of a request. */
export function shownRequest(ctx: Context): ShownRequest {
  const headers = Object.entries(ctx.headers).map(([name, value]) => shown(name, String(value)))
  return { method: ctx.method, path: ctx.path === '' ? (ctx.req.url ?? '') : ctx.path, query: queryOf(ctx), headers }
}

function queryOf({ target }: Context): readonly ShownField[] {
  try {
    const fields = Object.entries(parseFields(target.search, 'query'))
    return fields.flatMap(([name, value]) => [value].flat().map((one) => shown(name, String(one))))
  } catch {
    return [shown('', target.search)] // malformed: perhaps that is the error
  }
}

function shown(name: string, value: string): ShownField {
  return { name, value: SECRET.test(name) ? HIDDEN : value }
}
