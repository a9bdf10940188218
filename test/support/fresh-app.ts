// A fresh app for a test: no templates, no signals, what it logs is kept, and whatever listens is closed with the test.

import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { App, type AppOptions, type LogRecord } from '../../src/index.js'

/** An app and what it has logged. */
export interface FreshApp {
  readonly app: App
  readonly records: LogRecord[]
}

/** An app with a route `/healthz`, which the invariants ask for. */
export function freshApp(options: AppOptions = {}): FreshApp {
  const records: LogRecord[] = []
  const app = new App({
    templates: false,
    signals: false,
    dev: false,
    log: (record) => records.push(record),
    ...options,
  })
  app.get('/healthz', () => 'ok')
  return { app, records }
}

/** Listens on any free port until the test is over. */
export async function listening(app: App): Promise<number> {
  const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return port
}

/** Lets a server of the test's own listen on any free port until the test is over. */
export async function serving(server: HttpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

/** The app's handler under a plain `http.createServer`. */
export function mounted(app: App): Promise<number> {
  return serving(createServer(app.handler))
}

/** A promise with the functions that settle it, to hold a handler until the test lets it go. */
export function held<T = void>(): {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: unknown) => void
} {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
