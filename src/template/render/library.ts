// The set of templates: finds them by name, compiles each once for each place that it is used in, renders them.
// It knows no files; the engine gives it parsed templates.

import { TemplateError } from '../error.js'
import { Refusal } from '../escape/refusal.js'
import { type HtmlState, startState, stateKey, whereIs } from '../escape/state.js'
import { didYouMean } from '../nearest.js'
import { Place, type Source } from '../source.js'
import { parseTemplate } from '../syntax/parse.js'
import type { Delimiters } from '../syntax/tokenize.js'
import type { Template } from '../syntax/tree.js'
import { compileNodes } from './compile.js'
import type { Compiled, Env } from './env.js'
import type { Helper, Library, LibrarySettings, Unit, UnitPlace } from './library-types.js'
import { refused, renderOf } from './output.js'
import { Page } from './page.js'
import type { Render, Scope } from './scope.js'
import type { Site } from './site.js'

/** How deep partials may nest, while compiling and while rendering. */
const DEPTH_LIMIT = 100

/** A compiled piece that can be rendered by name, with the template that it comes from. */
export interface Entry {
  readonly template: Template
  readonly render: Render
}

/** A set of templates, compiled when they are first needed. */
export class TemplateLibrary implements Library {
  readonly helpers: ReadonlyMap<string, Helper>
  readonly lambdas: boolean
  readonly allowsMissingPartials: boolean
  readonly #templates: ReadonlyMap<string, Template>
  readonly #settings: LibrarySettings
  readonly #units = new Map<string, Unit>()
  readonly #pages = new Map<string, Page>()
  readonly #warned = new Set<string>()
  #compiling = 0
  #rendering = 0

  constructor(templates: readonly Template[], settings: LibrarySettings) {
    this.#templates = new Map(templates.map((template) => [template.source.name, template]))
    this.#settings = settings
    this.helpers = settings.helpers
    this.lambdas = settings.lambdas
    this.allowsMissingPartials = settings.allowsMissingPartials
  }

  names(): readonly string[] {
    return [...this.#templates.keys()]
  }

  all(): Iterable<Template> {
    return this.#templates.values()
  }

  has(name: string): boolean {
    return this.#templates.has(name) || this.#templates.has(`${name}.html`)
  }

  template(name: string): Template | undefined {
    return this.#templates.get(name) ?? this.#templates.get(`${name}.html`)
  }

  /** A template compiled to be rendered on its own. @throws TemplateError */
  page(template: Template): Page {
    const { source } = template
    const made = this.#pages.get(source.name)
    if (made !== undefined) return made
    const page = new Page()
    const env: Env = { ...this.#env(source, ''), noteBlock: (node, compiled) => page.note(node, compiled) }
    const compiled = this.#compile(template, env, startState(source.name))
    page.whole = this.#complete(compiled, env)
    this.#pages.set(source.name, page)
    return page
  }

  unknown(name: string): string {
    const names = this.names()
    const candidates = /\.\w+$/.test(name) ? names : names.map((known) => known.replace(/\.html$/, ''))
    return `unknown template "${name}"${didYouMean(name, candidates)}`
  }

  unit(template: Template, { state, indent, site }: UnitPlace): Unit {
    const key = JSON.stringify([template.source.name, stateKey(state), indent])
    const made = this.#units.get(key)
    if (made?.compiling) made.recursive = true
    if (made !== undefined) return made
    if (this.#compiling >= DEPTH_LIMIT) throw site.error(`partials nest deeper than ${DEPTH_LIMIT}`)
    const unit: Unit = { render: () => '', end: state, compiling: true, recursive: false }
    this.#units.set(key, unit)
    try {
      this.#compileUnit(unit, template, state, indent)
    } catch (error) {
      this.#units.clear() // others may be linked to the one that failed
      throw error
    }
    return unit
  }

  text(text: string, delimiters: Delimiters, state: HtmlState): Render {
    const source = { name: 'lambda', file: 'lambda', text }
    return renderOf(compileNodes(parseTemplate(source, delimiters).nodes, this.#env(source, ''), state))
  }

  missing(site: Site, message: string): undefined {
    if (this.#settings.missing === 'error') throw site.error(message)
    const key = `${site.source.name}:${site.offset}`
    if (this.#warned.has(key)) return
    this.#warned.add(key)
    this.#settings.warn(`${site}: ${message}`)
  }

  warn(message: string): void {
    this.#settings.warn(message)
  }

  enter(site: Site): void {
    if (this.#rendering >= DEPTH_LIMIT) throw site.error(`partials nest deeper than ${DEPTH_LIMIT}`)
    this.#rendering++
  }

  leave(): void {
    this.#rendering--
  }

  /** Renders a compiled piece of a template. @throws TemplateError, whatever went wrong */
  render(entry: Entry, scope: Scope): string {
    const before = this.#rendering
    try {
      return entry.render(scope)
    } catch (error) {
      throw asTemplateError(error, entry.template.source)
    } finally {
      this.#rendering = before
    }
  }

  #compileUnit(unit: Unit, template: Template, state: HtmlState, indent: string): void {
    const env = this.#env(template.source, indent)
    const compiled = this.#compile(template, env, state)
    unit.render = renderOf(compiled)
    unit.end = compiled.state
    unit.compiling = false
    if (unit.recursive && stateKey(unit.end) !== stateKey(state)) {
      const message = `a partial that includes itself must end where it begins: ${whereIs(state)}, not ${whereIs(unit.end)}`
      throw refused(new Refusal(message), env, { offset: 0, length: 1 })
    }
  }

  #compile({ nodes, source }: Template, env: Env, state: HtmlState): Compiled {
    this.#compiling++
    try {
      return env.compile(nodes, env, state)
    } catch (error) {
      throw asTemplateError(error, source)
    } finally {
      this.#compiling--
    }
  }

  /** A page must end in text: what is open at its end was not meant to be. */
  #complete(compiled: Compiled, env: Env): Render {
    const { mode } = compiled.state
    if (mode === 'text' || mode === 'plain') return renderOf(compiled)
    const { text } = env.source
    const message = `the file ends ${whereIs(compiled.state)}, which is not closed`
    throw refused(new Refusal(message), env, { offset: Math.max(0, text.trimEnd().length - 1), length: 1 })
  }

  #env(source: Source, indent: string): Env {
    return {
      library: this,
      source,
      chain: [],
      fillings: new Map(),
      frames: undefined,
      indentation: { strip: '', add: indent },
      depth: 0,
      noteBlock: () => undefined,
      compile: compileNodes,
    }
  }
}

/** An overflow of the stack, or anything else without a place, as an error at the start of a template. */
function asTemplateError(error: unknown, source: Source): TemplateError {
  if (error instanceof TemplateError) return error
  const message = error instanceof RangeError ? 'the template nests too deeply' : String(error)
  return new TemplateError(message, new Place(source, 0, 1), { cause: error })
}
