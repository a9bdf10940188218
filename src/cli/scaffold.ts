// Writes the files of a new app: two of the folders in templates/app, what every app has and what it begins with.
// Files that end in .tpl are templates with the delimiters <% %>, so that the templates of the app itself can be among them;
// they lose the ending. All else is copied as it is.

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { TemplateEngine } from '../index.js'
import { generateTemplateTypes } from '../tooling.js'
import { APP_TEMPLATES } from './package-info.js'
import { titleOf, unscoped } from './package-name.js'

/** What a new app is. */
export interface NewApp {
  /** Where it is written; made if it is not there. */
  readonly folder: string
  /** The name of its package. */
  readonly name: string
  /** With the example, or with one page only. */
  readonly content: 'example' | 'empty'
  /** What its package.json says of miniweb: a range, an address, or `file:` with a path. */
  readonly miniweb: string
}

/** Files whose names begin with a dot in the app, but not here: npm leaves some of them out of packages. */
const DOTTED: ReadonlySet<string> = new Set(['gitignore', 'dockerignore'])

/**
 * Writes an app.
 *
 * @throws Error if a file cannot be written, or is there already
 */
export function writeApp(app: NewApp): void {
  // It reads every file below, as text: none of them may look like a template by accident.
  const templates = new TemplateEngine({ dir: APP_TEMPLATES, dev: false, missing: 'error' })
  const data = dataOf(app)
  for (const path of ['common', app.content].flatMap(filesIn)) {
    const isTemplate = path.endsWith('.tpl')
    const content = isTemplate ? templates.render(path, data) : readFileSync(join(APP_TEMPLATES, path))
    writeInto(app.folder, path.slice(path.indexOf('/') + 1, isTemplate ? -'.tpl'.length : undefined), content)
  }
  const { file, text } = generateTemplateTypes({ dir: join(app.folder, 'templates') })
  writeFileSync(file, text, { flag: 'wx' })
}

/** The paths of all files in a folder of templates/app, with its name in front. */
function filesIn(part: string): readonly string[] {
  const names = readdirSync(join(APP_TEMPLATES, part), { recursive: true, encoding: 'utf8' })
  const paths = names.map((name) => join(part, name).split(sep).join('/'))
  return paths.filter((path) => statSync(join(APP_TEMPLATES, path)).isFile())
}

/** What the templates see. */
function dataOf({ name, content, miniweb }: NewApp): object {
  return {
    name,
    title: titleOf(name),
    image: unscoped(name),
    example: content === 'example',
    miniweb: JSON.stringify(miniweb),
  }
}

/** Writes a file into the app, under the name that it has there. */
function writeInto(folder: string, path: string, content: string | Uint8Array): void {
  const name = basename(path)
  const target = join(folder, dirname(path), DOTTED.has(name) ? `.${name}` : name)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, content, { flag: 'wx' })
}
