// A program: asks `HEAD <url>` on many connections for some seconds, each answer at once followed by the next request,
// and prints what it counted as wrk-summary.lua does. `node head-requests.js <url> <seconds> <connections>`

import { connect, type Socket } from 'node:net'

const END_OF_HEAD = '\r\n\r\n'
const GOOD = /^HTTP\/1\.1 [23]/

const [url = '', seconds = '1', connections = '1'] = process.argv.slice(2)
const { hostname, port, host, pathname } = new URL(url)
const request = `HEAD ${pathname} HTTP/1.1\r\nHost: ${host}${END_OF_HEAD}`
const counts = { requests: 0, bytes: 0, badStatus: 0, badSocket: 0 }

const start = performance.now()
const sockets = Array.from({ length: Number(connections) }, open)
setTimeout(() => {
  const microseconds = Math.round((performance.now() - start) * 1000)
  process.stdout.write(`${JSON.stringify({ ...counts, microseconds })}\n`)
  for (const socket of sockets) socket.destroy()
}, Number(seconds) * 1000)

function open(): Socket {
  let head = ''
  const socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1')
  socket.on('connect', () => socket.write(request))
  socket.on('data', (text: string) => {
    counts.bytes += text.length
    head += text
    if (!head.endsWith(END_OF_HEAD)) return
    counts.requests++
    if (!GOOD.test(head)) counts.badStatus++
    head = ''
    socket.write(request)
  })
  const broken = () => {
    counts.badSocket++
  }
  return socket.once('error', broken).once('end', broken)
}
