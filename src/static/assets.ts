// The static folders of an app: which addresses are assets, and the reply for each.
// Under a static prefix the answer is final; no controller runs for an asset, and no disk is asked for a dynamic path.

import { existsSync, realpathSync, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError, HttpError } from '../errors.js'
import type { Ctx } from '../http/context.js'
import { type FileOptions, Reply } from '../http/reply.js'
import { encodeSegments } from '../http/target.js'
import { isMissing, lookup } from './lookup.js'
import { fillWithFile, type ServeOptions } from './serve.js'

/** One static folder. */
export interface StaticFolder extends Pick<ServeOptions, 'maxAge' | 'immutable'> {
  readonly dir: string | URL
  /** The address prefix. Default: `/static`. */
  readonly prefix?: string
}

interface Mount extends ServeOptions {
  readonly root: string
  readonly prefix: readonly string[]
}

const AT_THE_TOP = ['favicon.ico', 'robots.txt']

/** The static folders of an app, opened once. */
export class Assets {
  readonly #mounts: readonly Mount[]
  readonly #atTheTop: ReadonlyMap<string, Mount>

  /** @throws ConfigError STATIC_FOLDER_MISSING or BAD_PREFIX */
  constructor(folders: readonly StaticFolder[]) {
    this.#mounts = folders.map(mount)
    this.#atTheTop = new Map(
      AT_THE_TOP.flatMap((name) => {
        const holder = this.#mounts.find(({ root }) => existsSync(resolve(root, name)))
        return holder ? [[name, holder]] : []
      }),
    )
  }

  /** The prefixes, as decoded segments. */
  get prefixes(): readonly (readonly string[])[] {
    return this.#mounts.map(({ prefix }) => prefix)
  }

  /** Answers an address that belongs to a static folder; undefined for any other. */
  answer(ctx: Ctx, segments: readonly string[]): Promise<Reply> | undefined {
    if (ctx.path === '*') return undefined // OPTIONS * asks about the server, not about a file
    const top = segments.length === 1 ? this.#atTheTop.get(segments[0] ?? '') : undefined
    if (top) return serve(ctx, top, segments)
    const found = this.#mounts.find(
      ({ prefix }) => segments.length > prefix.length && prefix.every((name, index) => name === segments[index]),
    )
    return found && serve(ctx, found, segments.slice(found.prefix.length))
  }
}

async function serve(ctx: Ctx, mount: Mount, below: readonly string[]): Promise<Reply> {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD')
    throw new HttpError(405, undefined, { headers: { allow: 'GET, HEAD' } })
  const found = await lookup(mount.root, below)
  if (found === undefined) throw new HttpError(404)
  return found === 'directory' ? toDirectory(ctx, mount, below) : fillWithFile(new Reply(), found, ctx.headers, mount)
}

function toDirectory(ctx: Ctx, mount: Mount, below: readonly string[]): Reply {
  const query = ctx.req.url?.indexOf('?') ?? -1
  const location =
    encodeSegments([...mount.prefix, ...below, '']) + (query === -1 ? '' : (ctx.req.url ?? '').slice(query))
  return new Reply({ kind: 'empty' }, { status: 301, headers: { location } })
}

/** Fills the reply of a handler that returned `file(...)`. @throws HttpError 404 if there is no such file below the root */
export async function sendFile(ctx: Ctx, path: string | URL, options: FileOptions, reply: Reply): Promise<Reply> {
  const name = path instanceof URL ? fileURLToPath(path) : path
  const { root, rest } = options.root === undefined ? split(name) : { root: pathOf(options.root), rest: name }
  const found = await lookup(await followed(root), rest.split('/'))
  if (found === undefined || found === 'directory') throw new HttpError(404)
  if (options.download) {
    const shown = typeof options.download === 'string' ? options.download : name
    reply.headers.set('content-disposition', contentDisposition(shown))
  }
  return fillWithFile(reply, found, ctx.headers, options.type === undefined ? {} : { type: options.type })
}

/** A folder with its links followed. @throws HttpError 404 if there is none */
async function followed(root: string): Promise<string> {
  try {
    return await realpath(root)
  } catch (error) {
    throw isMissing(error) ? new HttpError(404, undefined, { cause: error }) : error
  }
}

/** A download's name: quoted ASCII and, beside it, UTF-8; never with a folder. @see RFC 6266, RFC 8187 */
function contentDisposition(name: string): string {
  const base = name.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const ascii = base.replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const extended = encodeURIComponent(base).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"${ascii === base ? '' : `; filename*=UTF-8''${extended}`}`
}

function split(path: string): { root: string; rest: string } {
  const whole = resolve(path)
  const rest = basename(whole)
  return { root: resolve(whole, '..'), rest }
}

function mount({ dir, prefix = '/static', ...options }: StaticFolder): Mount {
  const path = pathOf(dir)
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new ConfigError(
      'STATIC_FOLDER_MISSING',
      `the static folder ${path} does not exist: create it, or name another one in the option 'static'`,
    )
  }
  if (prefix !== '/' && !/^(?:\/[^/:%]+)+$/.test(prefix)) {
    throw new ConfigError(
      'BAD_PREFIX',
      `the static prefix ${JSON.stringify(prefix)} starts with a slash and does not end with one`,
    )
  }
  return { root: realpathSync(path), prefix: prefix === '/' ? [] : prefix.slice(1).split('/'), ...options }
}

/** A folder's path; relative ones start at the working directory. */
export function pathOf(dir: string | URL): string {
  const path = dir instanceof URL ? fileURLToPath(dir) : dir
  return isAbsolute(path) ? path : resolve(path)
}
