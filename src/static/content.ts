// The bytes of a file: small ones whole in memory, large ones as an open file, both with what identifies them.
// Nothing about a file is believed that was not read from the file itself, once it was open.

import { createHash, webcrypto } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { HttpError } from '../errors.js'
import type { Disk, OpenFile } from './disk.js'
import { markOf } from './lookup.js'

/** A file's bytes, or the way to them. */
export interface Content {
  readonly sizeBytes: number
  /** Differs whenever the bytes may: made of the bytes if they are in memory, else of all that the disk knows of them. */
  readonly digest: string
  /** Milliseconds since 1970. */
  readonly modifiedMs: number
  /** When anything about the file changed last, in milliseconds since 1970. */
  readonly changedMs: number
}

/** A file in memory. */
export interface MemoryContent extends Content {
  readonly kind: 'memory'
  readonly bytes: Buffer
  /** Whether the file stood still while it was read. */
  readonly isWhole: boolean
}

/** An open file. Whoever gets it closes it. */
export interface OpenContent extends Content {
  readonly kind: 'open'
  readonly file: OpenFile
}

const DIGEST_LENGTH = 16
const MOST_READS = 3

/**
 * Opens a file, and reads it if it is small.
 *
 * @param path a path without links
 * @param limitBytes the largest size that is read into memory; 0: none
 * @throws HttpError 404 for anything but a file, or what the disk throws
 */
export async function openContent(disk: Disk, path: string, limitBytes: number): Promise<MemoryContent | OpenContent> {
  const file = await disk.open(path)
  let content: MemoryContent | OpenContent | undefined
  try {
    content = await contentOf(file, limitBytes)
    return content
  } finally {
    if (content?.kind !== 'open') await file.close()
  }
}

/** Reads again what changed meanwhile, so that no answer is half old and half new. */
async function contentOf(file: OpenFile, limitBytes: number): Promise<MemoryContent | OpenContent> {
  for (let reads = 1; ; reads++) {
    const stats = await file.stat()
    if (!stats.isFile()) throw new HttpError(404)
    if (stats.size > limitBytes) return { kind: 'open', file, ...factsOf(stats), digest: digestOf(markOf(stats)) }
    const bytes = await readBytes(file, Number(stats.size))
    const isWhole = markOf(await file.stat()) === markOf(stats)
    if (isWhole || reads === MOST_READS) {
      const facts = { ...factsOf(stats), sizeBytes: bytes.length, digest: await digestOfMany(bytes) }
      return { kind: 'memory', bytes, isWhole, ...facts }
    }
  }
}

/** A short digest of text or bytes, for where blocking does no harm: at the start, or for a few of them. */
export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, DIGEST_LENGTH)
}

async function readBytes(file: OpenFile, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  while (length < size) {
    const read = await file.read(bytes, length, length)
    if (read === 0) break
    length += read
  }
  return length === size ? bytes : bytes.subarray(0, length)
}

/** The same, off the main thread. */
async function digestOfMany(bytes: Buffer): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes)
  return Buffer.from(digest).toString('base64url').slice(0, DIGEST_LENGTH)
}

function factsOf({ size, mtimeMs, ctimeMs }: BigIntStats): Omit<Content, 'digest'> {
  return { sizeBytes: Number(size), modifiedMs: Number(mtimeMs), changedMs: Number(ctimeMs) }
}
