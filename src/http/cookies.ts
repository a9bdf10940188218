// Cookies: those the request brought, and those the answer will set. Every attribute is checked before it is sent.
// @see RFC 6265 and its revision draft-ietf-httpbis-rfc6265bis

/** Attributes of a cookie that is set. */
export interface CookieOptions {
  /** Hosts that get it: this domain and those below. Default: this host only. */
  readonly domain?: string
  /** Paths that get it. Default: `/`. */
  readonly path?: string
  /** Lifetime in whole seconds. Default: until the browser closes. */
  readonly maxAge?: number
  readonly expires?: Date
  /** Hidden from scripts. Default: true. */
  readonly httpOnly?: boolean
  /** Sent over TLS only. Default: whether this request came over TLS. */
  readonly secure?: boolean
  /** Default: `'Lax'`. */
  readonly sameSite?: 'Lax' | 'Strict' | 'None'
  readonly partitioned?: boolean
  readonly priority?: 'Low' | 'Medium' | 'High'
}

/** The cookies of one request and its answer. */
export interface Cookies {
  /** The value that the request brought; the first one where a name came twice. */
  get(name: string): string | undefined
  /** All that the request brought, by name. */
  all(): Readonly<Record<string, string>>
  /** Sets a cookie with the answer. @throws TypeError if a name, value or attribute is not allowed */
  set(name: string, value: string, options?: CookieOptions): void
  /** Removes a cookie; `domain` and `path` must be those it was set with. */
  delete(name: string, options?: Pick<CookieOptions, 'domain' | 'path' | 'secure' | 'sameSite' | 'partitioned'>): void
}

/** Cookies over a Cookie field; what is set is collected in `lines` until the answer is sent. */
export class CookieJar implements Cookies {
  /** Set-Cookie lines, in order; a name that is set again replaces its line. */
  readonly #lines = new Map<string, string>()
  readonly #field: string
  readonly #secure: boolean
  #values: Record<string, string> | undefined

  constructor(field: string, secure: boolean) {
    this.#field = field
    this.#secure = secure
  }

  get lines(): readonly string[] {
    return [...this.#lines.values()]
  }

  get(name: string): string | undefined {
    return this.#values ? this.#values[name] : cookieNamed(name, this.#field)
  }

  all(): Record<string, string> {
    this.#values ??= parseCookies(this.#field)
    return this.#values
  }

  set(name: string, value: string, options: CookieOptions = {}): void {
    const line = serializeCookie(name, value, { ...options, secure: options.secure ?? this.#secure })
    this.#lines.set(`${name};${options.domain ?? ''};${options.path ?? '/'}`, line)
  }

  delete(
    name: string,
    options: Pick<CookieOptions, 'domain' | 'path' | 'secure' | 'sameSite' | 'partitioned'> = {},
  ): void {
    this.set(name, '', { ...options, maxAge: 0, expires: new Date(0) })
  }
}

/** Parses a Cookie field. Never throws: a value that does not decode is kept as it came. @see RFC 6265 section 5.4 */
export function parseCookies(field: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null)
  for (const pair of field.split(';')) {
    const name = nameOf(pair)
    if (name !== '' && values[name] === undefined) values[name] = valueIn(pair)
  }
  return values
}

/** The one that `parseCookies` would give under a name; most requests are asked for one cookie alone. */
function cookieNamed(name: string, field: string): string | undefined {
  if (name === '' || !field.includes(name)) return undefined
  const pair = field.split(';').find((one) => nameOf(one) === name)
  return pair === undefined ? undefined : valueIn(pair)
}

function nameOf(pair: string): string {
  return pair.slice(0, Math.max(pair.indexOf('='), 0)).trim()
}

function valueIn(pair: string): string {
  return decodeValue(pair.slice(pair.indexOf('=') + 1).trim())
}

function decodeValue(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/**
 * One Set-Cookie line.
 *
 * @throws TypeError naming what RFC 6265bis does not allow
 */
export function serializeCookie(name: string, value: string, options: CookieOptions): string {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw refused(name, 'the name has a character that is not allowed')
  const { path = '/', httpOnly = true, sameSite = 'Lax' } = options
  const complete = { ...options, path, httpOnly, sameSite }
  checkPrefix(name, complete)
  return `${name}=${encodeURIComponent(value.toWellFormed())}${attributes(name, complete)}`
}

function attributes(name: string, options: CookieOptions): string {
  const { domain, path, maxAge, expires, sameSite, priority } = options
  let text = ''
  if (maxAge !== undefined) text += `; Max-Age=${checked(name, 'maxAge', Number.isSafeInteger(maxAge), maxAge)}`
  if (expires !== undefined) text += `; Expires=${checked(name, 'expires', isDate(expires), expires).toUTCString()}`
  if (domain !== undefined) text += `; Domain=${checked(name, 'domain', isDomain(domain), domain)}`
  if (path !== undefined) text += `; Path=${checked(name, 'path', isPath(path), path)}`
  if (options.secure) text += '; Secure'
  if (options.httpOnly) text += '; HttpOnly'
  if (sameSite !== undefined) {
    text += `; SameSite=${checked(name, 'sameSite', ['Lax', 'Strict', 'None'].includes(sameSite), sameSite)}`
  }
  if (options.partitioned) text += '; Partitioned'
  if (priority !== undefined) {
    text += `; Priority=${checked(name, 'priority', ['Low', 'Medium', 'High'].includes(priority), priority)}`
  }
  return text
}

function checkPrefix(name: string, options: CookieOptions): void {
  const { secure, sameSite, partitioned, domain, path } = options
  if (!secure && sameSite === 'None') throw refused(name, 'SameSite=None needs secure: true')
  if (!secure && partitioned) throw refused(name, 'partitioned needs secure: true')
  if (!secure && /^__(?:Secure|Host)-/i.test(name)) throw refused(name, 'its prefix needs secure: true')
  if (/^__Host-/i.test(name) && (domain !== undefined || path !== '/')) {
    throw refused(name, 'the prefix __Host- allows no domain and only the path /')
  }
}

function checked<T>(name: string, attribute: string, valid: boolean, value: T): T {
  if (valid) return value
  throw refused(name, `${attribute} is not a value that a cookie can have`)
}

function isDate(value: Date): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

function isDomain(domain: string): boolean {
  const labels = domain.replace(/^\./, '').split('.')
  return domain.length <= 253 && labels.every((label) => /^[0-9A-Za-z][0-9A-Za-z-]{0,62}$/.test(label))
}

function isPath(path: string): boolean {
  return /^\/[\x20-\x3a\x3c-\x7e]*$/.test(path)
}

function refused(name: string, why: string): TypeError {
  return new TypeError(`cookie ${JSON.stringify(name)}: ${why}`)
}
