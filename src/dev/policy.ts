// A Content-Security-Policy of the app, widened by the one script that development adds to its pages.
// @see https://www.w3.org/TR/CSP3/

/** A directive, in lower case, with its sources. */
type Directives = Map<string, readonly string[]>

/**
 * Lets a policy allow an inline script by its hash, and connections to the page's own origin.
 *
 * @param hash `'sha256-…'`, with its quotes
 */
export function widened(policy: string, hash: string): string {
  // Several policies hold all together.
  return policy
    .split(',')
    .map((one) => widenedOne(one, hash))
    .join(', ')
}

function widenedOne(policy: string, hash: string): string {
  const directives = parse(policy)
  const scripts = sourcesOf(directives, ['script-src-elem', 'script-src', 'default-src'])
  if (scripts && !allowsInline(scripts)) {
    const name = directives.has('script-src-elem') ? 'script-src-elem' : 'script-src'
    directives.set(name, [...withoutNone(scripts), hash])
  }
  const connections = sourcesOf(directives, ['connect-src', 'default-src'])
  if (connections && !connections.includes("'self'"))
    directives.set('connect-src', [...withoutNone(connections), "'self'"])
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ')
}

/** The first of two directives of a name counts. */
function parse(policy: string): Directives {
  const directives: Directives = new Map()
  for (const directive of policy.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/)
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources)
  }
  return directives
}

function sourcesOf(directives: Directives, names: readonly string[]): readonly string[] | undefined {
  const name = names.find((one) => directives.has(one))
  return name === undefined ? undefined : directives.get(name)
}

/** A hash beside `'unsafe-inline'` would take that away. */
function allowsInline(sources: readonly string[]): boolean {
  const isStrict = sources.some((source) => /^'(?:nonce-|sha\d+-|strict-dynamic')/i.test(source))
  return !isStrict && sources.some((source) => source.toLowerCase() === "'unsafe-inline'")
}

function withoutNone(sources: readonly string[]): readonly string[] {
  return sources.filter((source) => source.toLowerCase() !== "'none'")
}
