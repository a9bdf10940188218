// 100,000 paths that nobody thought of: what is served lies in the folder, is not hidden and goes by the name that was
// asked for, or it is not served. `SEED=… npx vitest run test/static/random-paths` repeats a run.

import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, relative, sep } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { HttpError } from '../../src/errors.js'
import { parseTarget } from '../../src/http/target.js'
import { localDisk } from '../../src/static/disk.js'
import { namesOf } from '../../src/static/names.js'
import { findVariants, sightAll } from '../../src/static/resource.js'
import { get, SECRET } from '../support/invariants.js'
import { type RawAnswer, RawSocket } from '../support/raw-socket.js'
import { mutatedPath, randomPath } from './path-mutations.js'
import { closed, listening } from './servers.js'
import { makeSite, type Site } from './site.js'
import { ways } from './ways.js'

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const RUNS = 100_000
const BATCH = 200
const CLIENTS = 8

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
    expect(all).toHaveLength(RUNS)
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

  test.each(ways)(
    `G6: ${RUNS / ways.length} paths over sockets: what is answered lies in the folder: $name`,
    { timeout: 180_000 },
    async ({ prefix, listener }) => {
      if (prefix === '') rmSync(join(site.root, 'admin'), { recursive: true }) // nobody guards it there
      const server = createServer(listener(site.root, {}))
      onTestFinished(() => closed(server))
      const port = await listening(server)
      const left = paths(RUNS / ways.length)[Symbol.iterator]()
      const counts = { answered: 0, served: 0 }
      const ask = async () => {
        let client = await RawSocket.connect(port)
        for (const path of left) {
          const answer = await client.request(get(prefix + path)).answer()
          counts.answered++
          if (answer.status === 200) counts.served++
          expect(mistakeInAnswer(path, answer), JSON.stringify(path)).toBeUndefined()
          if (answer.header('connection') === 'close' || client.isClosed) {
            client.destroy()
            client = await RawSocket.connect(port)
          }
        }
        client.destroy()
      }
      await Promise.all(Array.from({ length: CLIENTS }, ask))
      expect(counts.answered).toBe(RUNS / ways.length)
      expect(counts.served, 'some paths lead to files').toBeGreaterThan(RUNS / ways.length / 20)
    },
  )
})

/** What is wrong about an answer, if anything: a file is given that the path does not name, or one that is nobody's. */
function mistakeInAnswer(path: string, { status, body }: RawAnswer): string | undefined {
  if (body.includes(SECRET)) return 'the secret is out'
  if (status >= 500) return `status ${status}`
  if (status !== 200) return undefined
  const [target = ''] = path.trimStart().split(' ') // node takes any number of spaces around a target for one
  const name = decodeURIComponent(target.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/s, ''))
  const real = realpathSync(join(site.root, name, name === '' || name.endsWith('/') ? 'index.html' : ''))
  const mistake = mistakeInPlace(real)
  return mistake ?? (readFileSync(real, 'utf8') === body ? undefined : `this is not ${real}`)
}

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
  if (realpathSync(join(site.root, ...asked)) !== real) return `${asked.join('/')} is not the name of ${real}`
  const isGuarded = relative(site.root, real).split(sep)[0] === 'admin'
  if (isGuarded && !['admin', 'root-link'].includes(asked[0] ?? '')) return 'a guard would not have seen it'
  return mistakeInPlace(real)
}

/** What is wrong about serving what lies at a path without links, if anything. */
function mistakeInPlace(real: string): string | undefined {
  const below = relative(site.root, real).split(sep)
  if (below[0] === '..' || real === site.root) return `${real} lies outside`
  const isHidden = below.some((name, depth) => name.startsWith('.') && !(depth === 0 && name === '.well-known'))
  return isHidden ? `${real} is hidden` : undefined
}
