// More and more rows in a page: what rendering takes for each.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TemplateEngine } from '../../../dist/index.js'
import { BenchFailure } from '../failure.js'
import { cpuMicroseconds, type Growth } from './figures.js'

const SIZES = [10, 100, 1_000, 10_000]
const ROWS_IN_ALL = 200_000

const PAGE = `<table>
{{#for row in rows}}
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.email }}</td><td>{{ row.city }}</td></tr>
{{/for}}
</table>
`

/** A table of four values a row, every tenth with characters to escape. @param folder for the template */
export function growRows(folder: string): Growth {
  writeFileSync(join(folder, 'table.html'), PAGE)
  const engine = new TemplateEngine({ dir: folder, dev: false })
  const render = (size: number) => microsecondsPerRow(engine, size)
  for (const size of SIZES) render(size) // compiled for every size before any is measured
  return {
    grows: 'rows',
    note: 'rendering alone',
    rows: SIZES.map((size) => ({ size, figures: { 'µs/row': render(size) } })),
  }
}

function microsecondsPerRow(engine: TemplateEngine, size: number): number {
  const rows = Array.from({ length: size }, (_, id) => ({
    id,
    name: id % 10 === 0 ? `Row <${id}>` : `Row number ${id}`,
    email: `row${id}@mail.example`,
    city: 'Lagos',
  }))
  const pages = ROWS_IN_ALL / size
  const spent = cpuMicroseconds(5, () => {
    for (let page = 0; page < pages; page++) {
      const text = engine.render('table.html', { rows })
      if (!text.includes(`row${size - 1}@`)) throw new BenchFailure(`a page of ${size} rows has no last row`)
    }
  })
  return spent / ROWS_IN_ALL
}
