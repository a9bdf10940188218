// An app for slow-attackers.test.ts, run as a process of its own under limits that its parent gives. It tells where it
// listens and, whenever it is asked, how long the connections that have sent nothing but slowness have lived.

import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { App } from '../../src/index.js'
import type { Lives } from './attacks.js'

const BIG = Buffer.alloc(8_000_000, 'x')

let seen = 0
let longestMs = 0
const open = new Map<Socket, number>()
subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket }
  seen++
  open.set(socket, performance.now())
  socket.once('close', () => {
    longestMs = Math.max(longestMs, performance.now() - (open.get(socket) ?? 0))
    open.delete(socket)
  })
})

const app = new App({
  templates: false,
  static: [{ dir: 'test/soak', prefix: '/static' }],
  limits: JSON.parse(process.env['LIMITS'] ?? '{}'),
  log: () => undefined,
})
app.get('/healthz', () => 'ok')
app.get('/', () => 'home')
app.get('/big', () => BIG)
app.post('/body', (ctx) => ctx.read.text())

const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
process.on('message', () => process.send?.(lives()))
process.send?.(port)

function lives(): Lives {
  const ages = [...open.values()].map((since) => performance.now() - since)
  return { seen, open: open.size, longestMs: Math.max(longestMs, ...ages) }
}
