// The app of docs/tutorial.md, written chapter by chapter over a new app, as its reader would.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeApp } from '../../src/cli/scaffold.js'
import { generateTemplateTypes } from '../../src/tooling.js'
import { hasNamedBlocks, writeNamedBlocks } from './named-blocks.js'

/** The app as it is at the end of a chapter. */
export interface Chapter {
  readonly title: string
  readonly folder: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Beside the blocks of the other documents; git ignores both. */
const FOLDER = fileURLToPath(new URL('generated/tutorial', import.meta.url))

/** Writes the app of each chapter that changes a file. */
export function writeChapters(): readonly Chapter[] {
  removeChapters()
  const texts = readFileSync(join(ROOT, 'docs/tutorial.md'), 'utf8').split(/^## /m)
  return texts.flatMap((text, index) => {
    if (!hasNamedBlocks(text)) return []
    const folder = join(FOLDER, `chapter-${index}`)
    writeApp({ folder, name: 'reading-list', content: 'empty', miniweb: '*' })
    writeNamedBlocks(texts.slice(0, index + 1).join(''), folder)
    writeTypes(folder)
    return [{ title: text.slice(0, text.indexOf('\n')), folder }]
  })
}

/** Removes them; left alone, their tests would be found as tests of this project. */
export function removeChapters(): void {
  rmSync(FOLDER, { recursive: true, force: true })
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
