// The reply of a handler that returned `file(...)`: the same answers as a static folder gives, without a cache.
// @see RFC 9110 sections 13 and 14, RFC 6266

import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HttpError } from '../errors.js'
import { attachment } from '../http/content-disposition.js'
import type { Context } from '../http/context.js'
import type { FileOptions, Reply } from '../http/reply.js'
import { systemClock } from './clock.js'
import { openContent } from './content.js'
import { type Decision, decide } from './decide.js'
import { localDisk, toHttpError } from './disk.js'
import { describe } from './held.js'
import { contained, sight } from './lookup.js'
import { isServable } from './names.js'
import { pathOf } from './options.js'
import { memoryReply, openReply, sheetOf } from './replies.js'

/** Larger files are streamed. */
const READ_LIMIT_BYTES = 65_536

/** What a handler answers may be meant for one person only, so that no shared cache may keep it. */
const CIRCUMSTANCES = {
  coding: 'identity',
  varies: false,
  acceptRanges: true,
  cacheControl: 'private, max-age=0',
  pinnedCacheControl: undefined,
} as const

const WHOLE: Decision = { kind: 'whole' }

/**
 * Fills the reply of a handler that returned `file(...)`. What the handler has set stays.
 *
 * @throws HttpError 404 if there is no such file, with `root` below it; 412, 416, 503
 */
export async function sendFile(ctx: Context, path: string | URL, options: FileOptions, reply: Reply): Promise<Reply> {
  const name = path instanceof URL ? fileURLToPath(path) : path
  try {
    const place = await placeOf(name, options.root)
    if (place === undefined) throw new HttpError(404)
    const { download, type } = options
    if (download) setDefault(reply, 'content-disposition', attachment(typeof download === 'string' ? download : name))
    if (type !== undefined) setDefault(reply, 'content-type', type)
    return fill(reply, await answer(ctx, place, name, reply))
  } catch (error) {
    throw toHttpError(error)
  }
}

/** Where a name leads: below the folder it must lie in, or anywhere. */
async function placeOf(name: string, root: string | URL | undefined): Promise<string | undefined> {
  const place = root === undefined ? await localDisk.realpath(resolve(name)) : await placeBelow(root, name)
  const stats = place === undefined ? undefined : (await sight(localDisk, place)).stats
  return stats?.isFile() ? place : undefined
}

async function placeBelow(root: string | URL, name: string): Promise<string | undefined> {
  const names = name.split('/')
  return names.every(isServable) ? contained(localDisk, await localDisk.realpath(pathOf(root)), names) : undefined
}

/** The answer as if the file were all there is; a handler's own status other than 200 is given without conditions. */
async function answer(ctx: Context, place: string, name: string, handlers: Reply): Promise<Reply> {
  const nowMs = systemClock.wallMs()
  const content = await openContent(localDisk, place, READ_LIMIT_BYTES)
  const described = describe(content, { ...CIRCUMSTANCES, name: basename(name), nowMs }, 'plain')
  const description = { ...described, etag: handlers.headers.get('etag') ?? described.etag }
  const decideNow = () => (handlers.status === 200 ? decide(ctx, description, systemClock) : WHOLE)
  return content.kind === 'open'
    ? openReply(content, description, decideNow)
    : memoryReply(sheetOf(content, description, undefined), decideNow)
}

function fill(reply: Reply, answered: Reply): Reply {
  if (answered.status === 304) for (const name of ['content-type', 'content-disposition']) reply.headers.delete(name)
  for (const [name, value] of answered.headers) {
    if (name === 'content-length' || !reply.headers.has(name)) reply.headers.set(name, value)
  }
  if (reply.status === 200) reply.status = answered.status
  reply.body = answered.body
  return reply
}

function setDefault(reply: Reply, name: string, value: string): void {
  if (!reply.headers.has(name)) reply.headers.set(name, value)
}
