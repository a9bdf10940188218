// Sessions without a common memory: two processes behind a proxy that sends each request to the other one.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { serving } from '../../support/fresh-app.js'
import { Visitor } from './visitor.js'

const PROGRAM = fileURLToPath(new URL('sealed-server.ts', import.meta.url))

/** Starts the program, until the test is over, and gives its port. */
async function started(secret: string): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, secret], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => ended(child))
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) return Number(line)
  throw new Error('the server did not start')
}

async function ended(child: ChildProcess): Promise<void> {
  const exited = child.exitCode === null ? once(child, 'exit') : undefined
  child.stdin?.end()
  await exited
}

/** A proxy that sends each request to the next port of a list, round and round. */
function roundRobin(ports: readonly number[]): Promise<number> {
  let count = 0
  const proxy = createServer(({ method, url, headers }, res) => {
    const port = ports[count++ % ports.length]
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('error', () => res.writeHead(502).end())
    onward.end()
  })
  return serving(proxy)
}

test('G10: two processes behind a round-robin proxy serve one sealed-cookie session', async () => {
  const secret = randomBytes(32).toString('base64url')
  const ports = await Promise.all([started(secret), started(secret)])
  const visitor = new Visitor(`http://127.0.0.1:${await roundRobin(ports)}`)
  const visits: { process: number; visits: number; user: string | null }[] = []
  const visit = async () => visits.push((await visitor.get('/visit')).body)
  for (let count = 0; count < 3; count++) await visit()
  await visitor.post('/login')
  for (let count = 0; count < 2; count++) await visit()
  await visitor.post('/logout')
  await visit()
  expect(visits.map(({ visits: count, user }) => [count, user])).toEqual([
    [1, null],
    [2, null],
    [3, null],
    [4, 'ada'],
    [5, 'ada'],
    [1, null],
  ])
  expect(new Set(visits.map(({ process }) => process)).size).toBe(2)
})
