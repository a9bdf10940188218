// The CPU times as a picture: a panel for each scenario, in it a bar for each server, and a line where bare is.
// Plain SVG without a font or script of its own; it follows the reader's light or dark scheme.

import { BASELINE, CONTENDERS } from './contenders.js'
import type { Results } from './results.js'
import type { Summary } from './summary.js'

const COLUMNS = 3
const PANEL = { width: 320, gap: 16, title: 24, row: 16, bar: 11, names: 62, figures: 36, below: 14 }
const MARGIN = { top: 56, side: 16, bottom: 8 }
/** Servers that answer some scenarios only have no place in the panels. */
const EXTRA: readonly string[] = CONTENDERS.filter(({ isExtra }) => isExtra).map(({ name }) => name)
/** The ratio at which a bar ends; a longer one is cut, and says how long it is. */
const LONGEST = 3

const STYLE = `
  svg { color-scheme: light dark; font: 12px system-ui, sans-serif }
  .ground { fill: #ffffff }
  text { fill: #1f2328 }
  .quiet { fill: #59636e }
  .bar { fill: #aab2bb }
  .own { fill: #0b6bcb }
  .cut { stroke: #ffffff; stroke-width: 2 }
  .base { stroke: #1f2328; stroke-width: 1; stroke-dasharray: 3 2 }
  .title { font-weight: 600 }
  .heading { font-size: 15px; font-weight: 600 }
  .figure { font-variant-numeric: tabular-nums; paint-order: stroke; stroke: #ffffff; stroke-width: 4 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 }
    text { fill: #e6edf3 }
    .quiet { fill: #9198a1 }
    .bar { fill: #56606b }
    .own { fill: #58a6ff }
    .cut, .figure { stroke: #0d1117 }
    .base { stroke: #e6edf3 }
  }`

/** The plot of a run. */
export function plot({ summaries, servers }: Results): string {
  const names = servers.filter((name) => name !== BASELINE.name && !EXTRA.includes(name))
  const scenarios = [...new Set(summaries.map(({ scenario }) => scenario))]
  const panelHeight = PANEL.title + names.length * PANEL.row + PANEL.below
  const width = MARGIN.side * 2 + COLUMNS * PANEL.width + (COLUMNS - 1) * PANEL.gap
  const height = MARGIN.top + Math.ceil(scenarios.length / COLUMNS) * panelHeight + MARGIN.bottom
  const panels = scenarios.map((scenario, index) => {
    const x = MARGIN.side + (index % COLUMNS) * (PANEL.width + PANEL.gap)
    const y = MARGIN.top + Math.floor(index / COLUMNS) * panelHeight
    const here = summaries.filter((summary) => summary.scenario === scenario)
    return `<g transform="translate(${x} ${y})">${panel(scenario, names, here)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="plot-title">
<title id="plot-title">CPU time per request, as a multiple of bare node:http</title>
<style>${STYLE}
</style>
<rect class="ground" width="${width}" height="${height}"/>
<text class="heading" x="${MARGIN.side}" y="24">CPU time per request, as a multiple of bare node:http</text>
<text class="quiet" x="${MARGIN.side}" y="42">Shorter is better; the dashed line is bare node:http at 1. Bars are cut at ${LONGEST}.</text>
${panels.join('\n')}
</svg>
`
}

/** The line lies over the bars and under the figures. */
function panel(scenario: string, names: readonly string[], summaries: readonly Summary[]): string {
  const rows = names.map((name, index) => {
    const ratio = summaries.find(({ server }) => server === name)?.cpuRatio?.median
    return { name, ratio, y: PANEL.title + index * PANEL.row }
  })
  const base = lengthOf(1) + PANEL.names
  const end = PANEL.title + names.length * PANEL.row
  return [
    `<text class="title" x="0" y="14">${escaped(scenario)}</text>`,
    ...rows.map(bar),
    `<line class="base" x1="${base}" x2="${base}" y1="${PANEL.title - 3}" y2="${end}"/>`,
    ...rows.map(figures),
  ].join('\n')
}

/** A server in a panel; without a ratio if it does not answer. */
interface Row {
  readonly name: string
  readonly ratio: number | undefined
  readonly y: number
}

function bar({ name, ratio, y }: Row): string {
  if (ratio === undefined) return ''
  const kind = name.startsWith('miniweb') ? 'own' : 'bar'
  const length = lengthOf(ratio)
  const whole = `<rect class="${kind}" x="${PANEL.names}" y="${y}" width="${length}" height="${PANEL.bar}" rx="1"/>`
  if (ratio <= LONGEST) return whole
  return `${whole}<path class="cut" d="M${PANEL.names + length - 14} ${y + PANEL.bar + 1}l6 -${PANEL.bar + 2}"/>`
}

function figures({ name, ratio, y }: Row): string {
  const middle = y + PANEL.bar - 2
  const end = PANEL.names + (ratio === undefined ? 0 : lengthOf(ratio) + 4)
  return [
    `<text class="quiet" x="${PANEL.names - 6}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
    `<text class="figure" x="${end}" y="${middle}">${ratio?.toFixed(2) ?? '–'}</text>`,
  ].join('')
}

function lengthOf(ratio: number): number {
  const room = PANEL.width - PANEL.names - PANEL.figures
  return Math.round((Math.min(ratio, LONGEST) / LONGEST) * room * 10) / 10
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
