// A file becomes a reply: type, validators, freshness, bytes.
// @see RFC 9110 sections 8.8 and 13, RFC 9111 section 5.2

import { open } from 'node:fs/promises'
import mime from 'mime'
import { HttpError } from '../errors.js'
import { type ConditionalFields, isNotModified } from '../http/conditional.js'
import type { Reply } from '../http/reply.js'
import { type FoundFile, isMissing } from './lookup.js'

/** How a file is served. */
export interface ServeOptions {
  /** How long the client may keep it without asking, in seconds. Default: 0. */
  readonly maxAge?: number
  /** Tells the client that it will never change under this address. Default: false. */
  readonly immutable?: boolean
  /** The media type. Default: by the name's ending. */
  readonly type?: string
}

/** Fills a reply with a file, or with 304 if the client has it. @throws HttpError 404 if the file is gone */
export async function fillWithFile(
  reply: Reply,
  file: FoundFile,
  headers: ConditionalFields,
  options: ServeOptions,
): Promise<Reply> {
  const etag = entityTag(file)
  const modifiedMs = Math.min(Number(file.stats.mtimeMs), Date.now())
  setDefault(reply, 'etag', etag)
  setDefault(reply, 'last-modified', new Date(modifiedMs).toUTCString())
  setDefault(reply, 'cache-control', cacheControl(options))
  setDefault(reply, 'x-content-type-options', 'nosniff')
  if (reply.status === 200 && isNotModified(headers, { etag, modifiedMs })) {
    reply.status = 304
    reply.body = { kind: 'empty' }
    return reply
  }
  setDefault(reply, 'content-type', options.type ?? typeOf(file.path))
  reply.headers.set('content-length', String(file.stats.size))
  reply.body = { kind: 'stream', stream: await openStream(file) }
  return reply
}

/** A tag that changes when the bytes may have: a file that was rewritten in place or replaced has another change time or inode. */
function entityTag({ stats }: FoundFile): string {
  return `"${stats.size.toString(36)}-${stats.ctimeNs.toString(36)}-${stats.ino.toString(36)}"`
}

function cacheControl({ maxAge = 0, immutable = false }: ServeOptions): string {
  return `public, max-age=${maxAge}${immutable ? ', immutable' : ''}`
}

/** The media type by the name's ending; text is served as UTF-8. */
function typeOf(path: string): string {
  const type = mime.getType(path) ?? 'application/octet-stream'
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

/** Exactly the bytes that were there when the size was read: a file that shrinks meanwhile fails the stream. */
async function openStream(file: FoundFile): Promise<AsyncIterable<Uint8Array>> {
  if (file.stats.size === 0n) return emptyStream()
  try {
    const handle = await open(file.path, 'r')
    return handle.createReadStream({ end: Number(file.stats.size) - 1 })
  } catch (error) {
    throw isMissing(error) ? new HttpError(404, undefined, { cause: error }) : error
  }
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {
  // no bytes
}

function setDefault(reply: Reply, name: string, value: string): void {
  if (!reply.headers.has(name)) reply.headers.set(name, value)
}
