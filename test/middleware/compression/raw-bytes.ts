// An answer with the bytes of its body, which need not be text.

import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type RawAnswer, RawSocket } from '../../support/raw-socket.js'

/** An answer, and its body as it came. */
export interface BytesAnswer extends RawAnswer {
  readonly bytes: Buffer
}

/** Sends one request on a connection of its own. */
export async function rawBytes(port: number, bytes: string): Promise<BytesAnswer> {
  const client = await RawSocket.connect(port)
  const received: Buffer[] = []
  client.socket.on('data', (chunk) => received.push(chunk))
  try {
    const answer = await client.request(bytes).answer()
    const all = Buffer.concat(received)
    const body = all.subarray(all.indexOf('\r\n\r\n') + 4)
    return { ...answer, bytes: answer.header('transfer-encoding') === undefined ? body : unchunked(body) }
  } finally {
    client.destroy()
  }
}

/** The text of a body, by its Content-Encoding. */
export function decoded({ bytes, header }: BytesAnswer): string {
  const coding = header('content-encoding')
  if (coding === 'br') return brotliDecompressSync(bytes).toString()
  return (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

function unchunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let start = 0, end = bytes.indexOf('\r\n'); end !== -1; end = bytes.indexOf('\r\n', start)) {
    const size = Number.parseInt(bytes.toString('latin1', start, end), 16)
    chunks.push(bytes.subarray(end + 2, end + 2 + size))
    start = end + 2 + size + 2
  }
  return Buffer.concat(chunks)
}
