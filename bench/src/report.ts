// Summaries as tables, one for each scenario. It knows no measurement, only what they came to.

import { BASELINE } from './contenders.js'
import type { Spread, Summary } from './summary.js'

const HEADINGS = [
  '',
  'requests/s',
  'ratio',
  'min..max',
  'CPU µs/request',
  'CPU ratio',
  'min..max',
  'MiB idle',
  'loaded',
]

/** All tables, and how to read them. */
export function report(summaries: readonly Summary[]): string {
  const scenarios = [...new Set(summaries.map(({ scenario }) => scenario))]
  const tables = scenarios.map((scenario) => table(summaries.filter((summary) => summary.scenario === scenario)))
  return `${tables.join('\n\n')}\n\n${legend(BASELINE.name)}\n`
}

function legend(baseline: string): string {
  return [
    `Medians over all rounds. ratio: requests/s to ${baseline} in the same round, higher is better.`,
    `CPU: user and system time of the server per answered request, lower is better; CPU ratio: to ${baseline}.`,
    'MiB: resident memory before the first request, and after the last round.',
  ].join('\n')
}

function table(summaries: readonly Summary[]): string {
  const [first] = summaries
  const rows = [[first?.scenario ?? '', ...HEADINGS.slice(1)], ...summaries.map(row)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)))
  return [...rows.map((cells) => line(cells, widths)), ...noise(summaries)].join('\n')
}

function row(summary: Summary): readonly string[] {
  const { server, requestsPerSecond, ratio, cpuMicroseconds, cpuRatio, idleMiB, loadedMiB } = summary
  const isBaseline = server === BASELINE.name
  return [
    server,
    Math.round(requestsPerSecond.median).toLocaleString('en'),
    ratio.median.toFixed(2),
    isBaseline ? '' : range(ratio),
    cpuMicroseconds?.median.toFixed(1) ?? '?',
    cpuRatio?.median.toFixed(2) ?? '?',
    isBaseline || cpuRatio === undefined ? '' : range(cpuRatio),
    idleMiB?.median.toFixed(0) ?? '?',
    loadedMiB?.median.toFixed(0) ?? '?',
  ]
}

function noise(summaries: readonly Summary[]): readonly string[] {
  const baseline = summaries.find(({ server }) => server === BASELINE.name)
  if (baseline === undefined) return []
  const { requestsPerSecond, cpuMicroseconds } = baseline
  const cpu = cpuMicroseconds === undefined ? '' : `, its CPU time ${range(relative(cpuMicroseconds))}`
  return [
    `noise: the requests/s of ${baseline.server} were ${range(relative(requestsPerSecond))} of their median${cpu}`,
  ]
}

function relative({ median, least, most }: Spread): Spread {
  return { median: 1, least: least / median, most: most / median }
}

function range({ least, most }: Spread): string {
  return `${least.toFixed(2)}..${most.toFixed(2)}`
}

/** The first cell starts its column, the figures end theirs. */
function line([name = '', ...figures]: readonly string[], [first = 0, ...others]: readonly number[]): string {
  const cells = figures.map((figure, column) => figure.padStart(others[column] ?? 0))
  return [name.padEnd(first), ...cells].join('  ').trimEnd()
}
