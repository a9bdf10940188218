// Types from templates: parsed sources in, the text of a declaration file out. It knows no files.
// A walk through a template notes how it uses each value (uses/), the uses become types (description/), and the types a
// text (text/). What generated files import stands in values.ts.

import { TemplateError } from '../error.js'
import { didYouMean } from '../nearest.js'
import type { Source } from '../source.js'
import { parseTemplate } from '../syntax/parse.js'
import type { Template } from '../syntax/tree.js'
import { entriesOf } from './entries.js'
import { lostDeclarations } from './lost-declarations.js'
import { Aliases } from './text/aliases.js'
import { type Declarations, declarationFile } from './text/declaration-file.js'
import type { Templates } from './uses/context.js'

/** How the declaration file is made. */
export interface TemplateTypesOptions {
  /** The path from the file's folder to the templates folder, with slashes. Default: `./templates`. */
  readonly folder?: string
  /** Names that every template sees besides its data; those of `TemplateGlobals` need not be given. */
  readonly globals?: Iterable<string>
}

/** A declaration file and what is wrong with the templates. */
export interface TemplateTypes {
  /** The file's text: the same for the same templates, in whatever order they come. */
  readonly text: string
  /** Mistakes, sorted by file and place. With any of them the text is not to be relied on. */
  readonly problems: readonly TemplateError[]
}

/** Infers what each template needs of its data, and writes it as a declaration file. */
export function templateTypes(sources: Iterable<Source>, options: TemplateTypesOptions = {}): TemplateTypes {
  const { folder = './templates', globals = [] } = options
  const templates = new TemplateSet(sources)
  const setting = { templates, aliases: new Aliases(), folder, globals: new Set(globals) }
  const found = templates.all().map((template) => ({ template, ...entriesOf(template, setting) }))
  for (const { problems } of found) for (const problem of problems) templates.report(problem)
  const declarations: Declarations = {
    entries: found.flatMap(({ entries }) => entries),
    contradictions: found.flatMap(({ template, checks }) =>
      checks.length > 0 ? [[template.source.name, checks]] : [],
    ),
    aliases: setting.aliases.all(),
  }
  return { text: declarationFile(declarations, folder), problems: templates.problems() }
}

/** All templates by name; those that cannot be parsed are problems. */
class TemplateSet implements Templates {
  readonly #templates = new Map<string, Template | undefined>()
  readonly #problems = new Map<string, TemplateError>()

  constructor(sources: Iterable<Source>) {
    const sorted = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const source of sorted) this.#templates.set(source.name, this.#parse(source))
  }

  all(): readonly Template[] {
    return [...this.#templates.values()].filter((template) => template !== undefined)
  }

  has(name: string): boolean {
    return this.#templates.has(name) || this.#templates.has(`${name}.html`)
  }

  find(name: string): Template | undefined {
    return this.#templates.get(name) ?? this.#templates.get(`${name}.html`)
  }

  unknown(name: string): string {
    const names = [...this.#templates.keys()]
    const candidates = /\.\w+$/.test(name) ? names : names.map((known) => known.replace(/\.html$/, ''))
    return `unknown template "${name}"${didYouMean(name, candidates)}`
  }

  /** A mistake in a partial is met wherever it is included, and counts once. */
  report(problem: TemplateError): void {
    this.#problems.set(`${problem.file}:${problem.offset}:${problem.message}`, problem)
  }

  problems(): readonly TemplateError[] {
    return [...this.#problems.values()].sort((a, b) => {
      return a.file === b.file ? a.offset - b.offset : a.file < b.file ? -1 : 1
    })
  }

  #parse(source: Source): Template | undefined {
    try {
      for (const problem of lostDeclarations(source)) this.report(problem)
      return parseTemplate(source)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      this.report(error)
      return undefined
    }
  }
}
