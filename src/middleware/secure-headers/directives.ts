// The directives of a Content-Security-Policy: which there are, where each falls back to, and what may stand in one.
// @see https://www.w3.org/TR/CSP3/#csp-directives

import { ConfigError } from '../../errors.js'

/** The directives that are known; those that others fall back to come first. */
export const DIRECTIVES = [
  'default-src',
  'script-src',
  'style-src',
  'child-src',
  'connect-src',
  'fenced-frame-src',
  'font-src',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'script-src-attr',
  'script-src-elem',
  'style-src-attr',
  'style-src-elem',
  'worker-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'report-to',
  'report-uri',
  'require-trusted-types-for',
  'sandbox',
  'trusted-types',
  'upgrade-insecure-requests',
] as const

/** The name of a directive. */
export type DirectiveName = (typeof DIRECTIVES)[number]

/** Directives with their sources. */
export type Directives = ReadonlyMap<DirectiveName, readonly string[]>

const FALLBACKS: Partial<Record<DirectiveName, readonly DirectiveName[]>> = {
  'script-src-attr': ['script-src'],
  'script-src-elem': ['script-src'],
  'style-src-attr': ['style-src'],
  'style-src-elem': ['style-src'],
  'frame-src': ['child-src'],
  'worker-src': ['child-src', 'script-src'],
}

/** The sources that hold where a directive says nothing; undefined where it has no fallback, or that says nothing, too. */
export function sourcesThatHold(directives: Directives, name: DirectiveName): readonly string[] | undefined {
  const isFetch = name.includes('-src')
  const chain = isFetch ? [name, ...(FALLBACKS[name] ?? []), 'default-src' as const] : [name]
  const found = chain.find((one) => directives.has(one))
  return found && directives.get(found)
}

/** @throws ConfigError BAD_OPTION unless it is a directive that is known */
export function checkDirective(name: string): DirectiveName {
  const known = DIRECTIVES.find((one) => one === name)
  if (known !== undefined) return known
  throw bad(`contentSecurityPolicy: there is no directive ${JSON.stringify(name)}: ${DIRECTIVES.join(', ')}`)
}

const KEYWORD =
  /^(?:self|none|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval|strict-dynamic|report-sample|sha(?:256|384|512)-.*)$/i

/** @throws ConfigError BAD_OPTION for what would be no source, or would begin another directive */
export function checkSources(name: DirectiveName, sources: readonly string[]): readonly string[] {
  for (const source of sources) {
    const why = sourceProblem(source, sources.length)
    if (why !== undefined) throw bad(`contentSecurityPolicy: ${name}: ${JSON.stringify(source)} ${why}`)
  }
  return sources
}

function sourceProblem(source: string, count: number): string | undefined {
  if (typeof source !== 'string' || !/^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/.test(source))
    return 'is no source: one text for each, without spaces, commas and semicolons'
  if (/^'?nonce-/i.test(source)) return 'would be the same for all answers: give elements nonce="{{ csp_nonce }}"'
  if (KEYWORD.test(source)) return `stands in quotes: "'${source}'"`
  if (source.includes("'") && !/^'[^']+'$/.test(source)) return 'has a quote too many or too few'
  return source === "'none'" && count > 1 ? 'stands alone' : undefined
}

/** What is wrong with the options of secureHeaders(). */
export function bad(what: string): ConfigError {
  return new ConfigError('BAD_OPTION', `secureHeaders: ${what}`)
}
