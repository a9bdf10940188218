// The two ways to serve a folder: alone, and in an App behind a layer and a guard. One suite holds for both.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe } from 'vitest'
import { abort, App, type Layer, type ServeOptions, serveStatic } from '../../src/index.js'
import { makeSite, type Site } from './site.js'

/** A way to serve a folder. */
export interface Way {
  readonly name: string
  /** What the addresses start with. */
  readonly prefix: string
  listener(root: string, options: ServeOptions): RequestListener
}

/** A folder that is served for the length of a suite. */
export interface Served {
  readonly port: number
  readonly site: Site
  readonly prefix: string
}

const ignore = () => undefined
const guard: Layer = (ctx, next) => (ctx.headers.authorization === 'let me in' ? next() : abort(401))
const passing: Layer = async (_, next) => next()

export const ways: readonly Way[] = [
  {
    name: 'serveStatic alone',
    prefix: '',
    listener: (root, options) => withHealth(serveStatic(root, { ...options, dev: false, log: ignore })),
  },
  {
    name: 'an App with a guard over the folder',
    prefix: '/static',
    listener: (root, options) => {
      const folder = { dir: root, prefix: '/static', ...options }
      const app = new App({ static: [folder], templates: false, dev: false, log: ignore })
      app.use('/static', passing).use('/static/admin', guard)
      app.get('/healthz', () => 'ok')
      return app.handler
    },
  },
]

/** Declares a suite for each way, its folder served under the given options. */
export function describeBoth(title: string, options: ServeOptions, suite: (served: Served, way: Way) => void): void {
  describe.each(ways)(`${title}: $name`, (way) => {
    let site: Site | undefined
    let server: Server | undefined
    let port = 0
    beforeAll(async () => {
      site = makeSite()
      server = createServer(way.listener(site.root, options))
      port = await listening(server)
    })
    afterAll(async () => {
      if (server) await closed(server)
      site?.remove()
    })
    const served: Served = {
      get port() {
        return port
      },
      get site() {
        if (!site) throw new Error('the folder is made when the suite begins')
        return site
      },
      prefix: way.prefix,
    }
    suite(served, way)
  })
}

/** Lets a server listen on any free port. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Ends a server with its connections. */
export async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Answers what the invariants ask for beside what a listener answers. */
export function withHealth(listener: RequestListener): RequestListener {
  return (req, res) => {
    if (req.url === '/healthz') res.end('ok')
    else listener(req, res)
  }
}
