// One suite for both ways to serve a folder.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe } from 'vitest'
import { makeSite, type Site } from './site.js'
import { type Way, type WayOptions, ways } from './ways.js'

/** A folder that is served for the length of a suite. */
export interface Served {
  readonly port: number
  readonly site: Site
  readonly prefix: string
}

/** Declares a suite for each way, its folder served under the given options. */
export function describeBoth(title: string, options: WayOptions, suite: (served: Served, way: Way) => void): void {
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
