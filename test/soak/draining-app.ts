// An app for drain.test.ts, run as a process of its own: `/wait/:ms` takes so long from SIGTERM on, `/stuck` for ever. It
// tells its parent where it listens and how many handlers have begun.

import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { App } from '../../src/index.js'

const tell = (message: { readonly port: number } | { readonly begun: number }) => process.send?.(message)

const app = new App({ templates: false, limits: { drainMs: Number(process.env['DRAIN_MS']) }, log: () => undefined })
const terminated = once(process, 'SIGTERM')
let begun = 0
app.get('/healthz', () => 'ok')
app.get('/wait/:ms<int>', async (_, { ms }) => {
  tell({ begun: ++begun })
  await terminated
  return pause(ms, `waited ${ms} ms`)
})
app.get('/stuck', () => {
  tell({ begun: ++begun })
  return new Promise<string>(() => undefined)
})

const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
process.channel?.unref()
tell({ port })
