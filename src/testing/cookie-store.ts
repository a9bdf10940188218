// The cookies of one visitor of one origin, kept and sent as a browser does. SameSite is not weighed: no page of another
// site ever sends the visitor anywhere.
// @see draft-ietf-httpbis-rfc6265bis sections 5.6 to 5.8

/** One cookie as it was set. */
interface StoredCookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly isSecure: boolean
  /** Milliseconds since 1970; Infinity until the visitor leaves. */
  readonly expiresAt: number
}

type Attributes = ReadonlyMap<string, string>

const LIMIT_BYTES = 4096

/** Keeps cookies by name and path. */
export class CookieStore {
  readonly #cookies = new Map<string, StoredCookie>()

  /** Takes a Set-Cookie line of an answer; what a browser ignores is ignored. */
  keep(line: string, from: URL): void {
    const [pair = '', ...rest] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(equals, 0)).trim()
    const value = pair.slice(equals + 1).trim()
    const attributes = new Map(rest.map(attribute))
    if (name + value === '' || Buffer.byteLength(name + value) > LIMIT_BYTES) return
    if (!isAllowed(name, attributes, from)) return
    const path = pathOf(attributes, from)
    const cookie = { name, value, path, isSecure: attributes.has('secure'), expiresAt: expiryOf(attributes) }
    const key = `${name};${path}`
    if (cookie.expiresAt > Date.now()) this.#cookies.set(key, cookie)
    else this.#cookies.delete(key)
  }

  /** The Cookie field of a request; undefined without cookies. */
  fieldFor(to: URL): string | undefined {
    const isTls = to.protocol === 'https:'
    const sent = this.#alive().filter(({ path, isSecure }) => covers(path, to.pathname) && (isTls || !isSecure))
    return sent.length === 0
      ? undefined
      : sent.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ')
  }

  /** The value of a cookie as it was sent; of several with one name that of the longest path. */
  valueOf(name: string): string | undefined {
    return this.#alive().find((cookie) => cookie.name === name)?.value
  }

  /** What has not expired, in the order in which it is sent: longer paths first, then what was set first. */
  #alive(): readonly StoredCookie[] {
    const now = Date.now()
    const alive = [...this.#cookies.values()].filter(({ expiresAt }) => expiresAt > now)
    return alive.sort((one, other) => other.path.length - one.path.length)
  }
}

function attribute(text: string): [name: string, value: string] {
  const equals = text.indexOf('=')
  return equals === -1
    ? [text.trim().toLowerCase(), '']
    : [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()]
}

/** Whether a browser would keep it: for this host, and with TLS where it asks for it. */
function isAllowed(name: string, attributes: Attributes, { protocol, hostname }: URL): boolean {
  const isSecure = attributes.has('secure')
  const needsSecure = /^__(?:secure|host)-/i.test(name) || attributes.get('samesite')?.toLowerCase() === 'none'
  if (isSecure ? protocol !== 'https:' : needsSecure) return false
  const domain = attributes.get('domain')?.toLowerCase().replace(/^\./, '') ?? ''
  if (/^__host-/i.test(name) && (domain !== '' || attributes.get('path') !== '/')) return false
  return domain === '' || hostname === domain || hostname.endsWith(`.${domain}`)
}

function pathOf(attributes: Attributes, { pathname }: URL): string {
  const path = attributes.get('path') ?? ''
  return path.startsWith('/') ? path : pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}

/** Max-Age wins over Expires; what is no number or date is as if it were not there. */
function expiryOf(attributes: Attributes): number {
  const maxAge = attributes.get('max-age') ?? ''
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) > 0 ? Date.now() + Number(maxAge) * 1000 : 0
  const expires = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires
}

/** Whether a path lies at or under that of a cookie. */
function covers(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}
