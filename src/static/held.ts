// A file in memory with its answers prepared: under its plain address, and under the one that changes with its content.

import type { Coding } from '../http/accept-encoding.js'
import type { Content, MemoryContent } from './content.js'
import { type Description, typeOf } from './fields.js'
import { type Sheet, sheetOf } from './replies.js'

/** A file in memory. */
export interface Held {
  readonly kind: 'memory'
  /** What it takes of the memory. */
  readonly weightBytes: number
  readonly plain: Sheet
  readonly pinned: Sheet
  /** Whether an unchanged mark on the disk proves that the bytes are unchanged. */
  readonly isSettled: boolean
}

/** What describes a content beside itself. */
export interface Circumstances {
  /** The name that tells the type, without the ending of its coding. */
  readonly name: string
  readonly coding: Coding
  /** Whether there are other codings. */
  readonly varies: boolean
  readonly acceptRanges: boolean
  readonly cacheControl: string | undefined
  /** Cache-Control under an address that changes with the content. */
  readonly pinnedCacheControl: string | undefined
  /** The time before the content was read, in milliseconds since 1970. */
  readonly nowMs: number
}

/** A file that changed less than this before it was read may have changed again without its times showing it. */
const TICK_MS = 100

const SECOND_MS = 1000

/** A body up to this size is written faster together with its head, as one string. */
const SMALL_BYTES = 8192

/** Prepares the answers of a content. */
export function holdContent(content: MemoryContent, circumstances: Circumstances): Held {
  const ageMs = Math.abs(circumstances.nowMs - content.changedMs)
  const latin1 = content.sizeBytes <= SMALL_BYTES ? content.bytes.toString('latin1') : undefined
  return {
    kind: 'memory',
    weightBytes: content.sizeBytes + (latin1?.length ?? 0),
    plain: sheetOf(content, describe(content, circumstances, 'plain'), latin1),
    pinned: sheetOf(content, describe(content, circumstances, 'pinned'), latin1),
    isSettled: content.isWhole && ageMs >= TICK_MS,
  }
}

/** Describes a content under one of its addresses. */
export function describe(content: Content, about: Circumstances, address: 'plain' | 'pinned'): Description {
  return {
    sizeBytes: content.sizeBytes,
    etag: about.coding === 'identity' ? `"${content.digest}"` : `"${content.digest}-${about.coding}"`,
    modifiedMs: Math.floor(pastOf(content.modifiedMs, about.nowMs) / SECOND_MS) * SECOND_MS,
    type: typeOf(about.name),
    coding: about.coding,
    varies: about.varies,
    acceptRanges: about.acceptRanges,
    cacheControl: address === 'pinned' ? about.pinnedCacheControl : about.cacheControl,
  }
}

/**
 * A time that is not in the future: never later than the Date of an answer, which node may have made up to a second ago.
 *
 * @see RFC 9110 section 8.8.2.1
 */
function pastOf(timeMs: number, nowMs: number): number {
  return timeMs > nowMs ? nowMs - SECOND_MS : timeMs
}
