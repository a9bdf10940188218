// The parsed templates of a folder, read again when their files change. It knows parsing, but no compiling.

import { TemplateError } from './error.js'
import { listTemplates, readTemplate, shownPath, type TemplateFile } from './folder.js'
import type { Source } from './source.js'
import { parseTemplate } from './syntax/parse.js'
import type { Template } from './syntax/tree.js'

/** A file as it was last read: a template, why it is none, or undefined if it is no text. */
interface ReadFile {
  readonly stamp: string
  readonly template: Template | TemplateError | undefined
}

/** The templates of a folder. */
export class TemplateFiles {
  readonly #warn: (message: string) => void
  #files: ReadonlyMap<string, ReadFile> = new Map()

  /** @param warn is told of what is left out, each time that the folder is read */
  constructor(warn: (message: string) => void) {
    this.#warn = warn
  }

  /** Reads what is new or changed, and forgets what is gone. @returns whether anything is */
  refresh(dir: string): boolean {
    const known = this.#files
    const files = listTemplates(dir, this.#warn).map((file) => [file.name, this.#readUnlessKnown(file)] as const)
    this.#files = new Map(files)
    return files.length !== known.size || files.some(([name, file]) => known.get(name) !== file)
  }

  /** The templates, sorted by name. @throws TemplateError for the first that cannot be parsed */
  templates(): readonly Template[] {
    return [...this.#files.values()].flatMap(({ template }) => {
      if (template instanceof TemplateError) throw template
      return template ?? []
    })
  }

  #readUnlessKnown(file: TemplateFile): ReadFile {
    const known = this.#files.get(file.name)
    if (known?.stamp === file.stamp) return known
    const text = readTemplate(file.path)
    if (text === undefined) this.#warn(`${shownPath(file.path)} is left out: it is no text`)
    const template = text === undefined ? undefined : parse({ name: file.name, file: shownPath(file.path), text })
    return { stamp: file.stamp, template }
  }
}

function parse(source: Source): Template | TemplateError {
  try {
    return parseTemplate(source)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
}
