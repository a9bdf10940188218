// The two ways to serve a folder: alone, and in an App behind a layer and a guard.

import type { RequestListener } from 'node:http'
import { App, abort, type Layer, type ServeOptions, serveStatic } from '../../src/index.js'

/** How a folder is served in a test. */
export interface WayOptions extends ServeOptions {
  /** Default: false. */
  readonly dev?: boolean
}

/** A way to serve a folder. */
export interface Way {
  readonly name: string
  /** What the addresses start with. */
  readonly prefix: string
  listener(root: string, options: WayOptions): RequestListener
}

const ignore = () => undefined
const guard: Layer = (ctx, next) => (ctx.headers.authorization === 'let me in' ? next() : abort(401))
const passing: Layer = async (_, next) => next()

export const ways: readonly Way[] = [
  {
    name: 'serveStatic alone',
    prefix: '',
    listener: (root, options) => withHealth(serveStatic(root, { dev: false, ...options, log: ignore })),
  },
  {
    name: 'an App with a guard over the folder',
    prefix: '/static',
    listener: (root, { dev = false, ...options }) => {
      const folder = { dir: root, prefix: '/static', ...options }
      const hosts = dev ? { allowedHosts: ['test.example'] } : {}
      const app = new App({ static: [folder], templates: false, dev, ...hosts, log: ignore })
      app.use('/static', passing).use('/static/admin', guard)
      app.get('/healthz', () => 'ok')
      return app.handler
    },
  },
]

/** Answers what the invariants ask for beside what a listener answers. */
export function withHealth(listener: RequestListener): RequestListener {
  return (req, res) => {
    if (req.url === '/healthz') res.end('ok')
    else listener(req, res)
  }
}
