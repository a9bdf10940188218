// The benchmark of layers: each measured app answers as miniweb without the layer does, shows that its layer was there, and
// has what a visitor brings from a visit; and what a layer costs is taken within a round.

import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AssetFolder } from '../../bench/src/asset-folder.js'
import type { LayerRow } from '../../bench/src/layers/rows.js'
import type { Measurement } from '../../bench/src/measurement.js'
import type { App } from '../../src/index.js'

vi.mock('../../bench/src/miniweb.js', () => import('../../src/index.js'))
vi.mock('../../bench/src/miniweb-jwt.js', () => import('../../src/middleware/jwt/index.js'))

// Untyped, as the other apps of the benchmark are: their templates are not those of this project.
const { LAYERED_APPS }: { LAYERED_APPS: Readonly<Record<string, () => App>> } = await untyped('servers/miniweb/layered')
const { LAYERS, comparison }: typeof import('../../bench/src/layers/rows.js') = await untyped('layers/rows')
const { costOf }: typeof import('../../bench/src/layers/costs.js') = await untyped('layers/costs')

const folder = new AssetFolder() // without templates
const before = process.cwd()

beforeAll(() => process.chdir(folder.path))

afterAll(() => {
  process.chdir(before)
  folder.remove()
})

/** A question of the benchmark, and what must hold of its answer. */
async function ask(name: string, row: LayerRow) {
  const app = LAYERED_APPS[name]
  if (!app) throw new Error(`there is no app ${name}`)
  const [question] = comparison(row).scenario.requests
  if (!question) throw new Error(`${row.name} asks nothing`)
  const agent = request.agent(app().handler)
  const { visit } = question
  if (visit !== undefined) await agent.get(visit)
  const answer = await agent
    .get(question.path)
    .set({ 'accept-encoding': 'identity', ...question.headers })
    .expect(question.expected.status)
  expect(answer.text).toBe(question.expected.body.toString())
  return answer
}

describe('the benchmark of layers', () => {
  it('has an app for each layer, and none besides', () => {
    const wanted = LAYERS.flatMap((row) =>
      comparison(row)
        .contenders.slice(1)
        .map(({ part }) => part),
    )
    expect(new Set(wanted)).toEqual(new Set(Object.keys(LAYERED_APPS)))
  })

  it.each(LAYERS)('answers alike with $name and without, and shows the fields of the layer', async (row) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const [, without, withLayer] = comparison(row).contenders
    const plain = await ask(without?.part ?? '', row)
    const layered = await ask(withLayer?.part ?? '', row)
    vi.restoreAllMocks()
    const { fields = [] } = row
    expect(fields.filter((name) => layered.headers[name] === undefined)).toEqual([])
    expect(fields.filter((name) => name !== 'vary' && plain.headers[name] !== undefined)).toEqual([])
  })

  it('takes what a layer adds within a round, and of the least times', () => {
    const cost = costOf('cors', [
      ...round(1, { bare: 20, without: 22, with: 25 }),
      ...round(2, { bare: 40, without: 50, with: 54 }),
      ...round(3, { bare: 10, without: 20, with: 21 }),
    ])
    expect(cost?.extra).toEqual({ median: 3, least: 1, most: 4 })
    expect(cost?.ofBare).toEqual({ median: 0.1, least: 0.1, most: 0.15 })
    expect(cost?.ofBareByLeast).toBeCloseTo(0.1)
  })

  it('tells no cost where the system tells no CPU time', () => {
    expect(costOf('cors', round(1, { bare: undefined, without: undefined, with: undefined }))).toBeUndefined()
  })
})

function round(number: number, times: Readonly<Record<string, number | undefined>>): readonly Measurement[] {
  return Object.entries(times).map(([server, cpuMicroseconds]) => {
    return { scenario: 'cors', server, start: 1, round: number, requestsPerSecond: 1, cpuMicroseconds }
  })
}

function untyped(name: string) {
  return import(new URL(`../../bench/src/${name}.ts`, import.meta.url).pathname)
}
