// Blocks of a document that name their file: ```ts src/books.ts is the file, ```diff src/app.ts a change of it.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const BLOCK = /^```(\w+) (\S+)\n([\s\S]*?)^```$/gm

/** Whether a text has such blocks. */
export function hasNamedBlocks(text: string): boolean {
  return text.search(BLOCK) >= 0
}

/** Writes them over an app, in their order. @throws Error for a change of lines that are not there once */
export function writeNamedBlocks(text: string, folder: string): void {
  for (const [, kind, name = '', content = ''] of text.matchAll(BLOCK)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, kind === 'diff' ? changed(readFileSync(file, 'utf8'), content) : content)
  }
}

/** Applies a change: lines that stay, go (-) and come (+); `@@` stands between two places. */
function changed(text: string, diff: string): string {
  return diff.split(/^@@\n/m).reduce((before, place) => {
    const found = linesOf(place, ' -')
    if (before.split(found).length !== 2) throw new Error(`these lines to change are not there once:\n${found}`)
    return before.replace(found, () => linesOf(place, ' +'))
  }, text)
}

/** The lines with one of these signs, without it; an empty line stays as it is. */
function linesOf(place: string, signs: string): string {
  const lines = place.split('\n').filter((line) => line === '' || signs.includes(line.charAt(0)))
  return lines.map((line) => line.slice(1)).join('\n')
}
