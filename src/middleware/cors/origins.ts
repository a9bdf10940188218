// Which origins a page may have to read answers: listed exactly, by an anchored pattern, or chosen by a function of the app.
// What is asked of a pattern or function is always an origin as browsers write it, and never `null`.
// @see RFC 6454 section 7, https://fetch.spec.whatwg.org/#origin-header

import { ConfigError } from '../../errors.js'
import type { Ctx } from '../../http/context.js'
import { originSet } from '../../http/cross-origin.js'

/** Whether pages of an origin may; the context tells of the request. */
export type OriginFunction = (origin: string, ctx: Ctx) => boolean | Promise<boolean>

/** `'*'`: any; or origins and anchored patterns; or a function. */
export type AllowedOrigins = '*' | OriginFunction | readonly (string | RegExp)[]

/** Longer than scheme, the longest name of DNS and a port. */
const LONGEST = 300

/**
 * The function that decides, of origins as they are given.
 *
 * @throws ConfigError BAD_OPTION for what is no origin, or a pattern that is not anchored
 */
export function originRule(origins: AllowedOrigins): OriginFunction {
  if (origins === '*') return () => true
  if (typeof origins === 'function')
    return async (origin, ctx) => isWellFormed(origin) && (await origins(origin, ctx)) === true
  if (!Array.isArray(origins)) throw bad("origins is a list, a function, or '*'")
  const listed = exactOrigins(origins.filter((origin) => !(origin instanceof RegExp)))
  const patterns: readonly RegExp[] = origins.filter((origin) => origin instanceof RegExp).map(checkPattern)
  if (patterns.length === 0) return (origin) => listed.has(origin)
  return (origin) => listed.has(origin) || (isWellFormed(origin) && patterns.some((one) => isWhole(one, origin)))
}

/** What is wrong with the options of cors(). */
export function bad(what: string, cause?: unknown): ConfigError {
  return new ConfigError('BAD_OPTION', `cors: ${what}`, { cause })
}

/** `null` is the origin of sandboxed frames and of files: nobody's, so it counts only where it is written. */
function exactOrigins(origins: readonly string[]): ReadonlySet<string> {
  if (origins.includes('*')) throw bad("'*' stands alone: origins: '*'")
  try {
    const named = originSet(origins.filter((origin) => origin !== 'null'))
    return origins.includes('null') ? new Set([...named, 'null']) : named
  } catch (cause) {
    throw bad(`origins: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
}

/** @throws ConfigError unless it begins with `^` and ends with `$`, and keeps no state from match to match */
function checkPattern(pattern: RegExp): RegExp {
  const { source, flags } = pattern
  if (!source.startsWith('^') || !source.endsWith('$') || source.endsWith('\\$'))
    throw bad(`the pattern ${pattern} is not anchored: write /^https:\\/\\/[a-z]+\\.example\\.com$/`)
  if (/[gmy]/.test(flags)) throw bad(`the pattern ${pattern} has the flag g, m or y, which it must not have`)
  return pattern
}

/** Also a pattern that is anchored in one of its branches alone matches the whole or nothing. */
function isWhole(pattern: RegExp, origin: string): boolean {
  return pattern.exec(origin)?.[0] === origin
}

function isWellFormed(origin: string): boolean {
  return origin.length <= LONGEST && URL.canParse(origin) && new URL(origin).origin === origin && origin !== 'null'
}
