// A folder served from a watched disk by a clock that the test sets, for the length of one test.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LogRecord, StaticFolder } from '../../src/index.js'
import { assetListener } from '../../src/serve-static.js'
import { Assets } from '../../src/static/assets.js'
import { get } from '../support/invariants.js'
import { type RawAnswer, RawSocket } from '../support/raw-socket.js'
import { writeFiles } from '../support/site.js'
import { closed, listening } from './servers.js'
import { TestClock, WatchedDisk } from './watched-disk.js'
import { withHealth } from './ways.js'

/** The server and all that a test may look at or turn. */
export interface WatchedServer {
  readonly port: number
  readonly root: string
  readonly disk: WatchedDisk
  readonly clock: TestClock
  readonly assets: Assets
  readonly records: LogRecord[]
  get(path: string, ...lines: readonly string[]): Promise<RawAnswer>
}

/** What differs from a folder in production. */
export interface WatchedOptions extends Omit<StaticFolder, 'dir'> {
  readonly dev?: boolean
}

/** Serves files that are written first. */
export async function watchedServer(
  files: Readonly<Record<string, string | Uint8Array>>,
  { dev = false, ...options }: WatchedOptions = {},
): Promise<WatchedServer> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'miniweb-watched-')))
  writeFiles(root, files)
  const [disk, clock, records] = [new WatchedDisk(), new TestClock(), [] as LogRecord[]]
  const assets = new Assets([{ prefix: '/', ...options, dir: root }], { dev, disk, clock })
  const server = createServer(withHealth(assetListener(assets, (record) => records.push(record))))
  const port = await listening(server)
  onTestFinished(async () => {
    await closed(server)
    rmSync(root, { recursive: true, force: true })
  })
  const fetch = async (path: string, ...lines: readonly string[]) => {
    const client = await RawSocket.connect(port)
    const answer = await client.request(get(path, ...lines)).answer()
    client.destroy()
    return answer
  }
  return { port, root, disk, clock, assets, records, get: fetch }
}

/** Waits until something holds. @throws Error if it does not within a second */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 1000; !holds(); ) {
    if (Date.now() > end) throw new Error(`not within a second: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
