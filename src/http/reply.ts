// The answer as a value: a status, header fields and a body. Nothing here writes to a socket (send.ts does),
// and nothing here knows templates or files: those bodies are names that returned.ts resolves.

/** What an answer may carry beside its body. */
export interface ReplyInit {
  /** Status code, 200 to 599. Default: 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

/** The body of a reply, told apart by `kind`. */
export type ReplyBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'bytes'; readonly bytes: string | Uint8Array }
  | { readonly kind: 'stream'; readonly stream: ByteSource }
  | { readonly kind: 'view'; readonly name: string; readonly data: object }
  | { readonly kind: 'file'; readonly path: string | URL; readonly options: FileOptions }

/** Anything that gives bytes or text over time: Node and web streams, async iterables. */
export type ByteSource = AsyncIterable<string | Uint8Array>

/** How a file is sent. */
export interface FileOptions {
  /** The folder that the file must lie in; required for names that come from outside. */
  readonly root?: string | URL
  /** Offer it as a download, under this name or its own. */
  readonly download?: boolean | string
  /** Its media type. Default: by its ending. */
  readonly type?: string
}

const EMPTY: ReplyBody = { kind: 'empty' }

/**
 * An answer on its way out: layers may read and change it until it is sent.
 * Made by `json`, `text`, `redirect`, `render`, `file`, or from a handler's value.
 */
export class Reply {
  /** Status code, 200 to 599. */
  status: number
  readonly headers: ReplyHeaders
  body: ReplyBody
  /** Set when this reply stands for something that went wrong: what was thrown, or the 404 or 405. */
  error: Error | undefined

  /** @throws RangeError if the status is no final status, TypeError if a header field cannot be sent */
  constructor(body?: ReplyBody, init?: ReplyInit)
  /** @internal */
  constructor(body: ReplyBody, init: Prepared)
  constructor(body: ReplyBody = EMPTY, init: ReplyInit | Prepared = {}) {
    this.status = checkStatus(init.status ?? 200)
    this.headers = 'fields' in init ? ReplyHeaders.of(init) : new ReplyHeaders(init.headers)
    this.body = body
    this.error = undefined
  }
}

/**
 * An answer that is given again and again, made ready once. Its fields are valid and as they are sent: names in lower
 * case and values in turn, Content-Length of this body included.
 */
export interface Prepared {
  readonly status: number
  readonly body: ReplyBody
  readonly fields: string[]
  /** The bytes of the body as latin1, if they are so few that head and body together are best written as one string. */
  readonly latin1?: string | undefined
}

/** A reply of a prepared answer; it costs nothing more than that while no layer changes it. */
export function preparedReply(prepared: Prepared): Reply {
  return new Reply(prepared.body, prepared)
}

/** The header fields of a reply; names are compared without case. */
export class ReplyHeaders {
  /** All fields, made when one is first read or changed; until then those of `#prepared`, or `#soleType`. */
  #known: Map<string, string | readonly string[]> | undefined
  #prepared: Prepared | undefined
  #soleType: string | undefined

  constructor(init?: ReplyInit['headers']) {
    if (init) for (const name of Object.keys(init)) this.set(name, init[name] ?? '')
  }

  /** The fields of a prepared answer. @internal */
  static of(prepared: Prepared): ReplyHeaders {
    const headers = new ReplyHeaders()
    headers.#prepared = prepared
    return headers
  }

  /** The prepared answer whose fields these are, until one is changed. @internal */
  get prepared(): Prepared | undefined {
    return this.#prepared
  }

  /** The media type while nobody has looked at the fields and it is the only one: most replies never need a map. @internal */
  get soleType(): string | undefined {
    return this.#soleType
  }

  /** Gives the media type unless there is one. It is not checked: it comes from the framework. @internal */
  defaultType(type: string): void {
    if (!this.#known && !this.#prepared) this.#soleType ??= type
    else if (!this.has('content-type')) this.set('content-type', type)
  }

  /** Replaces the field. Lower case, and not checked: it comes from the framework. @internal */
  put(name: string, value: string): void {
    this.#fields.set(name, value)
    this.#prepared = undefined
  }

  /** Sets fields that are not there yet. Lower case, and not checked: they come from the framework. @internal */
  defaults(fields: readonly (readonly [name: string, value: string])[]): void {
    const known = this.#fields
    for (const [name, value] of fields) if (!known.has(name)) known.set(name, value)
    this.#prepared = undefined
  }

  get #fields(): Map<string, string | readonly string[]> {
    this.#known ??= new Map(this.#prepared && preparedFields(this.#prepared))
    if (this.#soleType !== undefined) this.#known.set('content-type', this.#soleType)
    this.#soleType = undefined
    return this.#known
  }

  /** The value of a field; several lines are joined by a comma. */
  get(name: string): string | undefined {
    const value = this.#fields.get(name.toLowerCase())
    return value === undefined || typeof value === 'string' ? value : value.join(', ')
  }

  has(name: string): boolean {
    return this.#fields.has(name.toLowerCase())
  }

  /** Replaces the field. @throws TypeError if the name or a value cannot stand in a header (RFC 9110 section 5.5) */
  set(name: string, value: string | readonly string[]): void {
    const key = checkName(name)
    this.#fields.set(
      key,
      typeof value === 'string' ? checkValue(key, value) : value.map((line) => checkValue(key, line)),
    )
    this.#prepared = undefined
  }

  /** Adds a line to the field. @throws TypeError as `set` does */
  append(name: string, value: string): void {
    const key = checkName(name)
    const before = this.#fields.get(key)
    checkValue(key, value)
    this.#fields.set(
      key,
      before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value],
    )
    this.#prepared = undefined
  }

  delete(name: string): void {
    this.#fields.delete(name.toLowerCase())
    this.#prepared = undefined
  }

  entries(): IterableIterator<[string, string | readonly string[]]> {
    return this.#fields.entries()
  }

  [Symbol.iterator](): IterableIterator<[string, string | readonly string[]]> {
    return this.#fields.entries()
  }
}

/** JSON: objects and arrays need no call, any other value does. @throws TypeError if JSON cannot carry the value */
export function json(value: unknown, init?: ReplyInit): Reply {
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`json() cannot carry a value of type ${typeof value}`)
  return typed(text, 'application/json; charset=utf-8', init)
}

/** Plain text. */
export function text(value: string, init?: ReplyInit): Reply {
  return typed(value, 'text/plain; charset=utf-8', init)
}

/** A reply of bytes or text under a media type, unless init names another one. */
export function typed(bytes: string | Uint8Array, type: string, init?: ReplyInit): Reply {
  const reply = new Reply({ kind: 'bytes', bytes }, init)
  reply.headers.defaultType(type)
  return reply
}

/**
 * A file from the disk. A name that comes from outside needs `root`.
 *
 * @param path the file; with `root`, relative to it
 */
export function file(path: string | URL, init: ReplyInit & FileOptions = {}): Reply {
  const { root, download, type, ...rest } = init
  const options: FileOptions = {
    ...(root === undefined ? {} : { root }),
    ...(download === undefined ? {} : { download }),
    ...(type === undefined ? {} : { type }),
  }
  return new Reply({ kind: 'file', path, options }, rest)
}

/** Names and values as pairs, as a layer may see and change them: the length of bytes is told by the bytes. */
function* preparedFields({ fields, body }: Prepared): Generator<[string, string]> {
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? ''
    if (name !== 'content-length' || body.kind === 'stream') yield [name, fields[index + 1] ?? '']
  }
}

function checkStatus(status: number): number {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status
  throw new RangeError(`a reply's status is a whole number from 200 to 599, not ${status}`)
}

function checkName(name: string): string {
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return name.toLowerCase()
  throw new TypeError(`${JSON.stringify(name)} is no header field name`)
}

function checkValue(name: string, value: string): string {
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(value)) return value
  throw new TypeError(`the value of the header field ${name} has a character that HTTP does not allow there`)
}
