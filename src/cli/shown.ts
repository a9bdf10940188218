// Paths as messages show them.

import { relative, sep } from 'node:path'

/** A path from the working directory where it lies below it, else whole. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short.split(sep).join('/')
}
