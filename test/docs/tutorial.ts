// The app of docs/tutorial.md, written chapter by chapter over a new app, as its reader would.
// A block names its file: ```ts src/books.ts is the file, ```diff src/app.ts a change of it.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeApp } from '../../src/cli/scaffold.js'
import { generateTemplateTypes } from '../../src/tooling.js'

/** The app as it is at the end of a chapter. */
export interface Chapter {
  readonly title: string
  readonly folder: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Beside the blocks of the other documents; git ignores both. */
const FOLDER = fileURLToPath(new URL('generated/tutorial', import.meta.url))
const BLOCK = /^```(\w+) (\S+)\n([\s\S]*?)^```$/gm

/** Writes the app of each chapter that changes a file. */
export function writeChapters(): readonly Chapter[] {
  removeChapters()
  const texts = readFileSync(join(ROOT, 'docs/tutorial.md'), 'utf8').split(/^## /m)
  return texts.flatMap((text, index) => {
    if (text.search(BLOCK) < 0) return []
    const folder = join(FOLDER, `chapter-${index}`)
    writeApp({ folder, name: 'reading-list', content: 'empty', miniweb: '*' })
    for (const block of texts
      .slice(0, index + 1)
      .join('')
      .matchAll(BLOCK))
      writeBlock(folder, block)
    writeTypes(folder)
    return [{ title: text.slice(0, text.indexOf('\n')), folder }]
  })
}

/** Removes them; left alone, their tests would be found as tests of this project. */
export function removeChapters(): void {
  rmSync(FOLDER, { recursive: true, force: true })
}

function writeBlock(folder: string, [, kind, name = '', content = '']: RegExpMatchArray): void {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, kind === 'diff' ? changed(readFileSync(file, 'utf8'), content) : content)
}

/** Applies a change: lines that stay, go (-) and come (+); `@@` stands between two places. */
function changed(text: string, diff: string): string {
  return diff.split(/^@@\n/m).reduce((before, place) => {
    const found = linesOf(place, ' -')
    if (before.split(found).length !== 2)
      throw new Error(`docs/tutorial.md changes lines that are not there once:\n${found}`)
    return before.replace(found, () => linesOf(place, ' +'))
  }, text)
}

/** The lines with one of these signs, without it; an empty line stays as it is. */
function linesOf(place: string, signs: string): string {
  const lines = place.split('\n').filter((line) => line === '' || signs.includes(line.charAt(0)))
  return lines.map((line) => line.slice(1)).join('\n')
}

/** What `miniweb types` writes, and a tsconfig.json for which miniweb is this project. */
function writeTypes(folder: string): void {
  const { file, text } = generateTemplateTypes({ dir: join(folder, 'templates') })
  writeFileSync(file, text)
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      rootDir: ROOT,
      paths: { miniweb: [join(ROOT, 'src/index.ts')], 'miniweb/tooling': [join(ROOT, 'src/tooling.ts')] },
    },
    include: ['src', 'test', 'templates.d.ts'],
    exclude: [],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
}
