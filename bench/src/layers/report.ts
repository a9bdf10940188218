// The costs of layers as a table, for a terminal or for a document.

import type { LayerCost } from './costs.js'
import { LAYERS } from './rows.js'

const HEADINGS = ['layer', 'bare', 'without', 'with', 'extra µs', 'of bare', 'min..max', 'by least']

const LEGEND = `CPU time of the server per request, in microseconds: medians over all rounds. extra: with the layer less without it, in the
same round; of bare: that as a part of bare's time in that round; min..max: the outermost rounds; by least: the same of the
least times of all rounds, which other work on the machine disturbs least.
`

/** A table for a terminal, and how to read it. */
export function table(costs: readonly LayerCost[]): string {
  const rows = [HEADINGS, ...costs.map(cells)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  return `${lines.join('\n')}\n\n${LEGEND}`
}

/** A table for a document. */
export function markdown(costs: readonly LayerCost[]): string {
  const lines = costs.map((cost) => {
    const [layer = '', bare, without, withLayer, extra, ofBare, range, byLeast] = cells(cost)
    const about = LAYERS.find(({ name }) => name === layer)?.about ?? ''
    return [`\`${layer}\``, about, bare, without, withLayer, extra, `${ofBare} (${range})`, byLeast]
  })
  const headings = ['layer', 'what is asked', 'bare µs', 'without', 'with', 'extra', 'of bare (outermost)', 'by least']
  return [headings, headings.map(() => '---'), ...lines].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

function cells({ layer, bare, without, with: withLayer, extra, ofBare, ofBareByLeast }: LayerCost): readonly string[] {
  const range = `${percent(ofBare.least)}..${percent(ofBare.most)}`
  const times = [bare, without, withLayer, extra].map(({ median }) => median.toFixed(1))
  return [layer, ...times, percent(ofBare.median), range, percent(ofBareByLeast)]
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`
}
