// 100,000 paths that nobody thought of: what is served lies in the folder, is not hidden and goes by the name that was
// asked for, or it is not served. `SEED=… npx vitest run test/static/random-paths` repeats a run.

import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, relative, sep } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HttpError } from '../../src/errors.js'
import { parseTarget } from '../../src/http/target.js'
import { localDisk } from '../../src/static/disk.js'
import { namesOf } from '../../src/static/names.js'
import { findVariants, sightAll } from '../../src/static/resource.js'
import { get, SECRET } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { mutatedPath, randomPath } from './path-mutations.js'
import { closed, listening } from './servers.js'
import { makeSite, type Site } from './site.js'
import { ways } from './ways.js'

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const RUNS = 100_000
const BATCH = 200

const paths = (runs: number): readonly string[] =>
  fc.sample(fc.oneof({ weight: 4, arbitrary: mutatedPath }, { weight: 1, arbitrary: randomPath }), {
    numRuns: runs,
    seed: SEED,
  })

let site: Site
beforeEach(() => {
  site = makeSite()
})
afterEach(() => site.remove())

describe(`random paths, seed ${SEED}`, () => {
  test(`G6: ${RUNS} paths: a file that is found lies in the folder`, { timeout: 180_000 }, async () => {
    let found = 0
    const all = paths(RUNS)
    for (let start = 0; start < all.length; start += BATCH) {
      const batch = all.slice(start, start + BATCH)
      const files = await Promise.all(batch.map((path) => fileOf(path)))
      files.forEach((file, index) => {
        if (file === undefined) return
        found++
        expect(mistakeIn(file), JSON.stringify(batch[index])).toBeUndefined()
      })
    }
    expect(found, 'some paths lead to files').toBeGreaterThan(RUNS / 20)
  })

  test.each(ways)(`G6: ${RUNS / 10} paths over a socket: $name`, { timeout: 180_000 }, async ({ prefix, listener }) => {
    if (prefix === '') rmSync(join(site.root, 'admin'), { recursive: true }) // nobody guards it there
    const bodies = new Set(servedBodies(site.root))
    const server = createServer(listener(site.root, {}))
    const port = await listening(server)
    let client = await RawSocket.connect(port)
    let served = 0
    for (const path of paths(RUNS / 10)) {
      const answer = await client.request(get(prefix + path)).answer()
      const seen = JSON.stringify(path)
      expect(answer.status, seen).toBeLessThan(500)
      expect(answer.body, seen).not.toContain(SECRET)
      if (answer.status === 200) {
        expect(bodies.has(answer.body), seen).toBe(true)
        served++
      }
      if (answer.header('connection') === 'close' || client.isClosed) {
        client.destroy()
        client = await RawSocket.connect(port)
      }
    }
    client.destroy()
    await closed(server)
    expect(served, 'some paths lead to files').toBeGreaterThan(RUNS / 200)
  })
})

interface File {
  readonly asked: readonly string[]
  readonly path: string
}

/** The file that a request target leads to. */
async function fileOf(raw: string): Promise<File | undefined> {
  const asked = segmentsOf(raw)
  const names = asked && namesOf(asked)
  if (!names) return undefined
  const found = await findVariants(localDisk, site.root, names, await sightAll(localDisk, site.root, names))
  return found && { asked: names, path: found.plain.path }
}

function segmentsOf(raw: string): readonly string[] | undefined {
  try {
    return parseTarget('GET', raw).segments
  } catch (error) {
    expect(error).toBeInstanceOf(HttpError)
    return undefined
  }
}

/** What is wrong about serving a file, if anything. */
function mistakeIn({ asked, path }: File): string | undefined {
  const real = realpathSync(path)
  const below = relative(site.root, real).split(sep)
  if (below[0] === '..' || real === site.root) return `${real} lies outside`
  if (below.some((name, depth) => name.startsWith('.') && !(depth === 0 && name === '.well-known')))
    return `${real} is hidden`
  if (realpathSync(join(site.root, ...asked)) !== real) return `${asked.join('/')} is not the name of ${real}`
  if (below[0] === 'admin' && !['admin', 'root-link'].includes(asked[0] ?? '')) return 'a guard would not have seen it'
  return undefined
}

function* servedBodies(root: string): Generator<string> {
  const names = [
    'name.txt',
    'nums.txt',
    'empty.txt',
    'index.html',
    'users/index.html',
    'users/tobi.txt',
    'f\u00fcnke.txt',
    '100%.txt',
    'a%2Fb.txt',
    'snow \u2603/index.html',
    'data.js',
    'data.js.br',
    'data.js.gz',
    '.well-known/security.txt',
    'js',
    'no_ext',
    'page.html',
    'other.html',
    'todo.txt',
  ]
  for (const name of names) yield readFileSync(join(root, name), 'utf8')
}
