// Results as tables for a document: a row for each scenario, a column for each server.

import { BASELINE } from './contenders.js'
import type { Results } from './results.js'
import type { Spread, Summary } from './summary.js'

type Cell = (summary: Summary) => string

/** The tables of CPU time, of requests per second and of memory, and how they were made. */
export function markdown({ summaries, servers, machine, method, measurements, startedAt }: Results): string {
  const others = servers.filter((name) => name !== BASELINE.name)
  const perServer = measurements.length / Math.max(1, summaries.length)
  const made = [
    `${startedAt.slice(0, 10)}, Node ${machine.node.slice(1)}, ${machine.system}, ${machine.processor}, ${machine.cores} cores;`,
    `${method.load}, ${method.connections} connections, ${round(perServer)} rounds of ${method.seconds} s on average for each figure.`,
  ].join(' ')
  return [
    made,
    `CPU time per request to ${BASELINE.name}; lower is better. In brackets the outermost rounds.`,
    table(summaries, others, ({ cpuRatio }) => (cpuRatio ? `${ratio(cpuRatio)} (${range(cpuRatio)})` : '')),
    `Requests per second to ${BASELINE.name}; higher is better.`,
    table(summaries, others, (summary) => ratio(summary.ratio), bareSpeed(summaries)),
    'Resident memory in MiB: before the first request → after the last round.',
    table(summaries, servers, ({ idleMiB, loadedMiB }) => `${mebibytes(idleMiB)} → ${mebibytes(loadedMiB)}`),
  ]
    .map((block) => `${block}\n`)
    .join('\n')
}

/** A column before the others: what the ratios are ratios to. */
interface Column {
  readonly heading: string
  readonly cells: ReadonlyMap<string, string>
}

function table(summaries: readonly Summary[], servers: readonly string[], cell: Cell, first?: Column): string {
  const scenarios = [...new Set(summaries.map(({ scenario }) => scenario))]
  const headings = ['', ...(first ? [first.heading] : []), ...servers]
  const rows = scenarios.map((scenario) => {
    const cells = servers.map((server) => {
      const summary = summaries.find((one) => one.scenario === scenario && one.server === server)
      return summary ? cell(summary) : ''
    })
    return [scenario, ...(first ? [first.cells.get(scenario) ?? ''] : []), ...cells]
  })
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function bareSpeed(summaries: readonly Summary[]): Column {
  const bare = summaries.filter(({ server }) => server === BASELINE.name)
  const cells = bare.map(({ scenario, requestsPerSecond }) => [scenario, thousands(requestsPerSecond.median)] as const)
  return { heading: `${BASELINE.name}, requests/s`, cells: new Map(cells) }
}

function thousands(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function ratio({ median }: Spread): string {
  return median.toFixed(2)
}

function range({ least, most }: Spread): string {
  return `${least.toFixed(2)}..${most.toFixed(2)}`
}

function mebibytes(spread: Spread | undefined): string {
  return spread?.median.toFixed(0) ?? '?'
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10)
}
