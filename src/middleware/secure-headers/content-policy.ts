// A Content-Security-Policy: the default with what an app adds and takes away, and its text with and without a nonce.
// @see https://www.w3.org/TR/CSP3/

import {
  bad,
  checkDirective,
  checkSources,
  DIRECTIVES,
  type DirectiveName,
  type Directives,
  sourcesThatHold,
} from './directives.js'

/** Sources by directive, added to those that hold without them; `["'none'"]` stands for itself; `false` takes a directive away. */
export type PolicyChanges = { readonly [Name in DirectiveName]?: readonly string[] | false }

const SELF = ["'self'"]
const NONE = ["'none'"]

/** Everything of this site, nothing from within a page, frames of this site alone. */
const DEFAULT: Directives = new Map([
  ['default-src', SELF],
  ['base-uri', NONE],
  ['form-action', SELF],
  ['frame-ancestors', SELF],
  ['object-src', NONE],
])

/** Stands for a nonce; no source contains a comma. */
const PLACE = ','

/** A policy, ready to be sent. */
export class ContentPolicy {
  /** Without a nonce. */
  readonly text: string
  readonly directives: Directives
  /** What stands around the nonces. */
  readonly #pieces: readonly string[]

  /**
   * @param given changes of the default, or a whole policy in its place
   * @throws ConfigError BAD_OPTION for a directive that is not known, or what is no source
   */
  constructor(given: PolicyChanges | string = {}) {
    this.directives = typeof given === 'string' ? parse(given) : changed(DEFAULT, given)
    this.text = textOf(this.directives)
    this.#pieces = textOf(withNonce(this.directives)).split(PLACE)
  }

  /** @param nonce of base64url */
  withNonce(nonce: string): string {
    return this.#pieces.join(`'nonce-${nonce}'`)
  }
}

function changed(base: Directives, changes: PolicyChanges): Directives {
  for (const name of Object.keys(changes)) checkDirective(name)
  const directives = new Map(base)
  for (const name of DIRECTIVES) {
    const sources = changes[name]
    if (sources === false) directives.delete(name)
    else if (sources !== undefined) directives.set(name, added(directives, name, sources))
  }
  return directives
}

function added(directives: Directives, name: DirectiveName, sources: readonly string[]): readonly string[] {
  if (!Array.isArray(sources)) throw bad(`contentSecurityPolicy: ${name} takes a list of sources, or false`)
  checkSources(name, sources)
  if (sources.includes("'none'")) return sources
  return [...new Set([...withoutNone(sourcesThatHold(directives, name) ?? []), ...sources])]
}

/** @throws ConfigError BAD_OPTION also for a directive that stands twice, of which browsers drop the second */
function parse(policy: string): Directives {
  const directives = new Map<DirectiveName, readonly string[]>()
  for (const directive of policy.split(';')) {
    const [word = '', ...sources] = directive.split(' ').filter((one) => one !== '')
    if (word === '') continue
    const name = checkDirective(word)
    if (directives.has(name)) throw bad(`contentSecurityPolicy: ${name} stands twice`)
    directives.set(name, checkSources(name, sources))
  }
  if (directives.size === 0) throw bad('contentSecurityPolicy is empty: false for none')
  return directives
}

/** Where inline scripts and styles are refused, those with the nonce are allowed. */
function withNonce(directives: Directives): Directives {
  const widened = new Map(directives)
  for (const kind of ['script-src', 'style-src'] as const) {
    const sources = sourcesThatHold(directives, kind)
    if (sources) widened.set(kind, withPlace(sources))
    const ofElements = directives.get(`${kind}-elem`)
    if (ofElements) widened.set(`${kind}-elem`, withPlace(ofElements))
  }
  return widened
}

/** A nonce beside `'unsafe-inline'` would take that away. */
function withPlace(sources: readonly string[]): readonly string[] {
  return sources.includes("'unsafe-inline'") ? sources : [...withoutNone(sources), PLACE]
}

function withoutNone(sources: readonly string[]): readonly string[] {
  return sources.filter((source) => source !== "'none'")
}

function textOf(directives: Directives): string {
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ')
}
