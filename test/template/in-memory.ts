// Renders templates from memory, for the tests: the pure stages without the engine and its files.

import { TemplateError } from '../../src/template/error.js'
import { builtInHelpers } from '../../src/template/render/builtins.js'
import { TemplateLibrary } from '../../src/template/render/library.js'
import type { LibrarySettings } from '../../src/template/render/library-types.js'
import { ItemScope } from '../../src/template/render/scope.js'
import { parseTemplate } from '../../src/template/syntax/parse.js'

/** Files by name; a text alone is `page.html`. */
export type Files = string | Readonly<Record<string, string>>

export interface Settings extends Partial<LibrarySettings> {
  /** The file to render. Default: the first. */
  readonly render?: string
}

/** Makes a library of files. */
export function libraryOf(files: Files, settings: Settings = {}): TemplateLibrary {
  const texts = Object.entries(typeof files === 'string' ? { 'page.html': files } : files)
  const templates = texts.map(([name, text]) => parseTemplate({ name, file: name, text }))
  return new TemplateLibrary(templates, {
    missing: 'error',
    allowsMissingPartials: false,
    lambdas: false,
    warn: () => undefined,
    ...settings,
    helpers: new Map([...builtInHelpers(), ...(settings.helpers ?? [])]),
  })
}

/** Renders the first of some files. */
export function render(files: Files, data: unknown = {}, settings: Settings = {}): string {
  const library = libraryOf(files, settings)
  const name = settings.render ?? (typeof files === 'string' ? 'page.html' : (Object.keys(files)[0] ?? ''))
  const template = library.template(name)
  if (template === undefined) throw new Error(`no file ${name}`)
  return library.render({ template, render: library.page(template).whole }, new ItemScope(undefined, data))
}

/** The TemplateError that an act throws; fails if it throws nothing or anything else. */
export function errorOf(act: () => unknown): TemplateError {
  try {
    act()
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
