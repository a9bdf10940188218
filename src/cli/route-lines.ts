// A route table as lines: in columns for who reads it, with tabs for the next command of a pipe.

import type { RouteInfo } from '../index.js'
import type { Terminal } from './terminal.js'

const HEAD = ['METHODS', 'PATH', 'NAME', 'HANDLER', 'AT', 'LAYERS']

/** The lines of a table; on a terminal with a head. */
export function routeLines(table: readonly RouteInfo[], { isRead, bold }: Terminal): readonly string[] {
  const rows = table.map(cellsOf)
  if (!isRead) return rows.map((cells) => cells.join('\t'))
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const aligned = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [bold(aligned(HEAD)), ...rows.map(aligned)]
}

function cellsOf({ methods, path, name, handler, at, layers }: RouteInfo): readonly string[] {
  return [methods.join(','), path, name, handler, at, layers.join(' > ')].map((text) => text || '-')
}
