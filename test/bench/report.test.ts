// What the benchmark makes of its measurements: ratios within a round, several kept files as one, tables, a plot.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { markdown } from '../../bench/src/markdown.js'
import type { Measurement } from '../../bench/src/measurement.js'
import { readResults } from '../../bench/src/merge.js'
import { plot } from '../../bench/src/plot.js'
import { type Results, thisMachine, withSummaries } from '../../bench/src/results.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the report of the benchmark', () => {
  it('takes ratios within a round, and their median', () => {
    const results = resultsOf([
      ['bare', 1, 1000, 10],
      ['miniweb', 1, 900, 11],
      ['bare', 2, 500, 20],
      ['miniweb', 2, 500, 26],
      ['bare', 3, 100, 100],
      ['miniweb', 3, 95, 120],
    ])
    const summary = results.summaries.find(({ server }) => server === 'miniweb')
    expect(summary?.ratio).toEqual({ median: 0.95, least: 0.9, most: 1 })
    expect(summary?.cpuRatio).toEqual({ median: 1.2, least: 1.1, most: 1.3 })
  })

  it('puts files together without mixing their rounds', () => {
    const one = kept('one.json', [
      ['bare', 1, 1000, 10],
      ['miniweb', 1, 1000, 10],
    ])
    const two = kept('two.json', [
      ['bare', 1, 100, 100],
      ['miniweb', 1, 200, 50],
      ['fastify', 1, 50, 200],
    ])
    const { servers, summaries, measurements } = readResults([one, two])
    expect(servers).toEqual(['bare', 'miniweb', 'fastify'])
    expect(measurements.map(({ start }) => start)).toEqual([1, 1, 2, 2, 2])
    expect(summaries.map(({ server, ratio }) => [server, ratio.least, ratio.most])).toEqual([
      ['bare', 1, 1],
      ['miniweb', 1, 2],
      ['fastify', 0.5, 0.5],
    ])
  })

  it('refuses a file that holds something else', () => {
    const file = join(folder, 'other.json')
    writeFileSync(file, '{"measurements":[]}')
    expect(() => readResults([file])).toThrow('holds no results of this benchmark')
    writeFileSync(file, '{')
    expect(() => readResults([file])).toThrow('cannot be read as JSON')
  })

  it('draws a bar as long as its ratio, up to where bars are cut', () => {
    const results = resultsOf([
      ['bare', 1, 1000, 10],
      ['miniweb', 1, 1000, 15],
      ['fastify', 1, 1000, 30],
      ['express', 1, 1000, 90],
    ])
    const widths = [...plot(results).matchAll(/<rect class="(?:own|bar)"[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    )
    const [miniweb = 0, fastify, express] = widths
    expect(widths).toHaveLength(3)
    expect(fastify).toBeCloseTo(miniweb * 2, 0)
    expect(express).toBe(fastify)
    expect(plot(results)).toContain('>9.00<')
  })

  it('writes a row for each scenario and a column for each server', () => {
    const tables = markdown(
      resultsOf([
        ['bare', 1, 1000, 10],
        ['miniweb', 1, 950, 11],
      ]),
    )
    expect(tables).toContain('| hello | 1.10 (1.10..1.10) |')
    expect(tables).toContain('| hello | 1,000 | 0.95 |')
    expect(tables).toContain('| hello | 40 → 60 | 40 → 60 |')
  })
})

type Row = readonly [server: string, round: number, requestsPerSecond: number, cpuMicroseconds: number]

function resultsOf(rows: readonly Row[]): Results {
  const servers = [...new Set(rows.map(([server]) => server))]
  const cores = { kind: 'unpinned', reason: 'made up' } as const
  return withSummaries({
    startedAt: '2026-01-01T00:00:00.000Z',
    machine: thisMachine(),
    method: { load: 'none', cores, starts: 1, rounds: 3, seconds: 1, connections: 1 },
    servers,
    measurements: rows.map(measurement),
    memories: servers.map((server) => ({ scenario: 'hello', server, start: 1, idleMiB: 40, loadedMiB: 60 })),
  })
}

function measurement([server, round, requestsPerSecond, cpuMicroseconds]: Row): Measurement {
  return { scenario: 'hello', server, start: 1, round, requestsPerSecond, cpuMicroseconds }
}

function kept(name: string, rows: readonly Row[]): string {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(resultsOf(rows)))
  return file
}
