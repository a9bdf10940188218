// The template engine: loads a folder, compiles everything in it at start, renders by name. Usable without the rest of miniweb;
// it knows no HTTP. In development it looks for changed files before each rendering.

import { TemplateError } from './error.js'
import { TemplateFiles } from './files.js'
import { shownPath } from './folder.js'
import { didYouMean } from './nearest.js'
import { builtInHelpers } from './render/builtins.js'
import { type Entry, TemplateLibrary } from './render/library.js'
import type { Helper } from './render/library-types.js'
import { ItemScope } from './render/scope.js'
import { compileAll } from './render/start.js'
import { Place } from './source.js'
import type { Template } from './syntax/tree.js'

export type { Helper } from './render/library-types.js'

/** Options of a {@link TemplateEngine}. */
export interface TemplateEngineOptions {
  /** The folder of the templates; without it nothing is loaded until {@link TemplateEngine.load}. */
  readonly dir?: string
  /** Whether changed files are noticed. Default: only when NODE_ENV is `development`. */
  readonly dev?: boolean
  /**
   * What a name is that means nothing. Default: `error` in development, else `empty` with one warning a place.
   * Set to `empty`, it also allows static partials that are missing.
   */
  readonly missing?: 'error' | 'empty'
  /** Functions that templates call: `{{ name(x) }}`, `{{ x | name }}`. */
  readonly helpers?: ReadonlyMap<string, Helper>
  /** Values that every template sees, outermost of all. */
  readonly globals?: Readonly<Record<string, unknown>>
  /** Whether functions in data are called. For the conformance tests of Mustache only. */
  readonly lambdas?: boolean
  /** Gets warnings. Default: `console.warn`. */
  readonly warn?: (message: string) => void
  /** Gets the mistake of a file that was changed in development. Default: its report by `console.error`. */
  readonly onMistake?: (mistake: TemplateError) => void
}

/**
 * Loads the templates of a folder and renders them by name.
 *
 * @example new TemplateEngine({ dir: 'templates' }).render('users/show.html', { user })
 */
export class TemplateEngine {
  readonly #dev: boolean
  readonly #missing: 'error' | 'empty'
  readonly #options: TemplateEngineOptions
  readonly #helpers = new Map(builtInHelpers())
  readonly #globals: Record<string, unknown> = Object.create(null)
  readonly #globalScope = new ItemScope(undefined, this.#globals)
  readonly #warned = new Set<string>()
  readonly #files = new TemplateFiles((message) => this.#warnOnce(message))
  #dir: string | undefined
  #library: TemplateLibrary
  #entries = new Map<string, Entry>()
  #mistake: TemplateError | undefined

  /**
   * @throws TemplateError for a template that does not compile
   * @throws Error if the folder cannot be read
   */
  constructor(options: TemplateEngineOptions = {}) {
    this.#options = options
    this.#dev = options.dev ?? process.env['NODE_ENV'] === 'development'
    this.#missing = options.missing ?? (this.#dev ? 'error' : 'empty')
    for (const [name, helper] of options.helpers ?? []) this.helper(name, helper)
    for (const [name, value] of Object.entries(options.globals ?? {})) this.global(name, value)
    this.#library = this.#makeLibrary([])
    if (options.dir !== undefined) this.load(options.dir)
  }

  /** Adds a function that templates call, before they are loaded. @throws TypeError for a name that is taken or impossible */
  helper(name: string, helper: Helper | Helper['call']): this {
    this.#mustNotBeLoaded()
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) throw new TypeError(`"${name}" cannot be the name of a helper`)
    if (this.#helpers.has(name)) throw new TypeError(`there is a helper "${name}" already`)
    this.#helpers.set(name, typeof helper === 'function' ? { call: helper } : helper)
    return this
  }

  /** Adds a value that every template sees, before they are loaded. */
  global(name: string, value: unknown): this {
    this.#mustNotBeLoaded()
    this.#globals[name] = value
    return this
  }

  /**
   * Loads a folder and compiles every template in it.
   *
   * @throws TemplateError for a template that does not compile
   */
  load(dir: string): this {
    this.#mustNotBeLoaded()
    this.#dir = dir
    this.#files.refresh(dir)
    this.#library = this.#compileFiles()
    return this
  }

  /** The names of all templates, sorted. */
  names(): readonly string[] {
    return this.#library.names()
  }

  /** Whether there is a template of a name, with or without `.html`. */
  has(name: string): boolean {
    return this.#library.has(name)
  }

  /** In development, what is wrong with the files as they are now; until it is corrected the last good templates are used. */
  get mistake(): TemplateError | undefined {
    return this.#mistake
  }

  /**
   * Renders a template. In development a changed file counts from the next rendering on.
   *
   * @param name a file below the folder, `'users/show.html'`, or one block of it, `'users/show.html#list'`
   * @param data what the template sees; never read for options
   * @param view what it sees besides, behind the data: the values of a request
   * @throws TemplateError if there is no such template, or rendering fails
   * @throws TypeError for a name that is no string or data that is no object
   */
  render(name: string, data: object = {}, view?: object): string {
    if (typeof name !== 'string') throw new TypeError(`the name of a template is a string, not ${typeof name}`)
    if (typeof data !== 'object' || data === null) throw new TypeError(`the data for "${name}" must be an object`)
    if (this.#dev && this.#dir !== undefined) this.#refresh(this.#dir)
    const outer = view === undefined ? this.#globalScope : new ItemScope(this.#globalScope, view)
    try {
      const entry = this.#entries.get(name) ?? this.#find(name)
      return this.#library.render(entry, new ItemScope(outer, data))
    } catch (error) {
      throw error instanceof TemplateError ? error.renderedAs(name) : error
    }
  }

  /** Finds what a name means; the names that mean something are few, and remembered. */
  #find(name: string): Entry {
    const entry = this.#compileEntry(name)
    this.#entries.set(name, entry)
    return entry
  }

  #compileEntry(name: string): Entry {
    const [file = '', ...block] = name.split('#')
    const template = this.#library.template(file)
    if (template === undefined) throw this.#unknown(this.#library.unknown(file))
    const page = this.#library.page(template)
    if (block.length === 0) return { template, render: page.whole }
    const render = page.block(block.join('#'))
    if (render !== undefined) return { template, render }
    const hint = didYouMean(block.join('#'), page.blockNames())
    throw new TemplateError(`the template has no block "${block.join('#')}"${hint}`, new Place(template.source, 0, 1))
  }

  #unknown(message: string): TemplateError {
    const file = this.#dir === undefined ? 'no folder' : shownPath(this.#dir)
    return new TemplateError(message, new Place({ name: '', file, text: '' }, 0, 0))
  }

  /** Reads what is new or changed and compiles all templates anew; if one has a mistake, the last good ones stay. */
  #refresh(dir: string): void {
    if (!this.#files.refresh(dir)) return
    try {
      this.#library = this.#compileFiles()
      this.#entries = new Map()
      this.#mistake = undefined
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      this.#mistake = error
      const { onMistake = (mistake) => console.error(String(mistake)) } = this.#options
      onMistake(error)
    }
  }

  /** @throws TemplateError for the first mistake */
  #compileFiles(): TemplateLibrary {
    const library = this.#makeLibrary(this.#files.templates())
    compileAll(library)
    return library
  }

  #makeLibrary(templates: readonly Template[]): TemplateLibrary {
    const { lambdas = false, missing } = this.#options
    return new TemplateLibrary(templates, {
      helpers: this.#helpers,
      missing: this.#missing,
      allowsMissingPartials: missing === 'empty',
      lambdas,
      warn: (message) => this.#warnOnce(message),
    })
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return
    this.#warned.add(message)
    const { warn = console.warn } = this.#options
    warn(message)
  }

  #mustNotBeLoaded(): void {
    if (this.#dir !== undefined) throw new TypeError('the templates are loaded: add helpers and globals before')
  }
}
