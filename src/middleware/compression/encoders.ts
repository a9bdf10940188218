// Compresses bodies by zlib. The levels are those for answers that are made once and sent once: brotli 4 takes as long as
// gzip 6 and sends less; brotli 5 takes half as long again for a few per cent; brotli's own default, 11, a hundred times as long.
// @see RFC 7932 (brotli), RFC 1952 (gzip)

import { pipeline, type Readable, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
} from 'node:zlib'

/** The codings that answers are sent in, the best first. */
export const CODINGS = ['br', 'gzip'] as const

/** One of them. */
export type AnswerCoding = (typeof CODINGS)[number]

/**
 * Bodies up to this size are compressed at once, in well under a millisecond. Larger ones go to the thread pool, and may
 * wait there behind files and passwords.
 */
const AT_ONCE_BYTES = 8192

const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 4 }
const GZIP = { level: 6 }

const later = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** The whole body, encoded. */
export function encoded(bytes: Uint8Array, coding: AnswerCoding): Uint8Array | Promise<Uint8Array> {
  const isSmall = bytes.byteLength <= AT_ONCE_BYTES
  if (coding === 'gzip') return isSmall ? gzipSync(bytes, GZIP) : later.gzip(bytes, GZIP)
  const options = { params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }
  return isSmall ? brotliCompressSync(bytes, options) : later.br(bytes, options)
}

/**
 * A stream that gives the bytes of others encoded. What has been written is on its way at the end of a turn of the event loop,
 * however little it is. It ends with its source, and destroying it ends its source.
 */
export function encodedStream(streams: readonly [Readable, ...Readable[]], coding: AnswerCoding): Readable {
  const encoder = encoderOf(coding)
  const kind = coding === 'br' ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH
  let flush: NodeJS.Immediate | undefined
  const last = streams[streams.length - 1]
  last?.on('data', () => {
    flush ??= setImmediate(() => {
      flush = undefined
      if (encoder.writable) encoder.flush(kind)
    })
  })
  pipeline([...streams, encoder], () => clearImmediate(flush)) // a failure of the source destroys the encoder, and is told by it
  return encoder
}

function encoderOf(coding: AnswerCoding): Transform & { flush(kind: number): void } {
  return coding === 'br' ? createBrotliCompress({ params: BROTLI }) : createGzip(GZIP)
}
