// Many uploads at once into a process of its own, and what they cost it.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { DEADLINE_MS } from '../../support/deadline.js'
import { request } from '../../support/invariants.js'
import { MULTIPART_TYPE } from './multipart-body.js'

/** How the bodies are sent. */
export const WAYS = [
  'declared',
  'chunks to bytes',
  'chunks to a stream',
  'chunks to a form',
  'chunks to nobody',
] as const

/** One of the ways to send a body. */
type Way = (typeof WAYS)[number]

/** What a flood of uploads has cost. */
export interface Cost {
  /** How many were answered with each status; 0 stands for a connection that ended without an answer. */
  readonly statuses: ReadonlyMap<number, number>
  /** The most resident bytes above those before. */
  readonly peakBytes: number
  /** Descriptors and temporary files that are left. */
  readonly left: number
}

/** What is sent. */
export interface Flood {
  readonly way: Way
  /** How many uploads at once. */
  readonly count: number
  readonly bytes: number
  /** The limit on each. */
  readonly limitBytes: number
}

interface Usage {
  readonly rss: number
  readonly peak: number
  readonly descriptors: number
  readonly files: number
}

/** So little room for young objects that what is resident is kept, not garbage that waits to be collected. */
const YOUNG_HEAP = '--max-semi-space-size=1'
const PROGRAM = fileURLToPath(new URL('upload-process.ts', import.meta.url))
const SETTLE_MS = 500

/** Sends the uploads and measures; nothing of it is left. */
export async function flood({ way, count, bytes, limitBytes }: Flood): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-flood-'))
  const child = spawn(process.execPath, ['--expose-gc', YOUNG_HEAP, '--import', 'tsx', PROGRAM, String(limitBytes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder, NODE_ENV: 'production' },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const line = async () => (await lines.next()).value as string
    const usage = async () => {
      child.stdin.write('\n')
      return JSON.parse(await line()) as Usage
    }
    const port = Number(await line())
    await Promise.all(Array.from({ length: 20 }, () => send(port, way, limitBytes / 2))) // what is loaded once costs once
    await usage()
    const before = await usage()
    const statuses = new Map<number, number>()
    await Promise.all(
      Array.from({ length: count }, async () => {
        const status = await send(port, way, bytes)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }),
    )
    const leftOf = ({ files, descriptors }: Usage) => files + Math.max(0, descriptors - before.descriptors)
    const { peak } = await usage()
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    let after = await usage()
    for (const deadline = Date.now() + DEADLINE_MS; leftOf(after) > 0 && Date.now() < deadline; after = await usage()) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    }
    return { statuses, peakBytes: Math.max(peak, after.peak) - before.rss, left: leftOf(after) }
  } finally {
    child.stdin.end()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

const PIECE = Buffer.alloc(65_536, 'x')
const CHUNK = Buffer.concat([Buffer.from(`${PIECE.length.toString(16)}\r\n`), PIECE, Buffer.from('\r\n')])
const FORM_START =
  '--the-boundary\r\nContent-Disposition: form-data; name="f"; filename="x"\r\nContent-Type: x/y\r\n\r\n'

/** Sends one body as fast as the server takes it; gives the status of the answer. */
function send(port: number, way: Way, bytes: number): Promise<number> {
  const path = {
    declared: '/bytes',
    'chunks to bytes': '/bytes',
    'chunks to a stream': '/stream',
    'chunks to a form': '/form',
    'chunks to nobody': '/unread',
  }[way]
  const framing =
    way === 'declared'
      ? `Content-Length: ${Math.ceil(bytes / PIECE.length) * PIECE.length}`
      : 'Transfer-Encoding: chunked'
  const type = way === 'chunks to a form' ? MULTIPART_TYPE : 'Content-Type: x/y'
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let answer = ''
    let sent = 0
    const push = () => {
      while (sent < bytes && socket.writable) {
        sent += PIECE.length
        if (!socket.write(way === 'declared' ? PIECE : CHUNK)) return
      }
      if (sent < bytes || way === 'declared') return
      sent = Infinity
      socket.write(way === 'chunks to a form' ? chunk('\r\n--the-boundary--') : '')
      socket.write('0\r\n\r\n')
    }
    socket.on('connect', () => {
      socket.write(request('POST', path, type, framing, 'Connection: close'))
      if (way === 'chunks to a form') socket.write(chunk(FORM_START))
      push()
    })
    socket.on('drain', push)
    socket.on('data', (data) => {
      answer += data.toString('latin1')
    })
    socket.on('error', () => undefined) // a reset is how a server may end an upload
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)))
  })
}

function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}
