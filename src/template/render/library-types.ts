// What compiling needs of the set of templates it belongs to: other templates, helpers, policies.
// library.ts implements it; compiled pieces and library.ts would otherwise import each other.

import type { HtmlState } from '../escape/state.js'
import type { Delimiters } from '../syntax/tokenize.js'
import type { Template } from '../syntax/tree.js'
import type { Render } from './scope.js'
import type { Site } from './site.js'

/** A function that templates call by name. */
export interface Helper {
  /** Gets the arguments, and after them an object with the named ones if there are any. */
  call(...args: readonly unknown[]): unknown
  /**
   * Judges literal arguments when the template is compiled.
   *
   * @param args the literals that the arguments begin with
   * @returns a complaint, which becomes a TemplateError with its line, or undefined
   */
  checkLiteral?(args: readonly unknown[]): string | undefined
}

/** What the templates of a set share. */
export interface LibrarySettings {
  readonly helpers: ReadonlyMap<string, Helper>
  /** What a name is that means nothing: an error, or nothing and a warning. */
  readonly missing: 'error' | 'empty'
  readonly allowsMissingPartials: boolean
  readonly lambdas: boolean
  readonly warn: (message: string) => void
}

/** A template compiled for one state of the HTML machine and one indentation. */
export interface Unit {
  render: Render
  /** The state after it; until it is compiled, taken to be the one before it. */
  end: HtmlState
  /** Whether it is still being compiled: who meets it now is inside of it. */
  compiling: boolean
  /** Whether it was met inside of itself. */
  recursive: boolean
}

/** Where a template is used as a partial. */
export interface UnitPlace {
  readonly state: HtmlState
  readonly indent: string
  readonly site: Site
}

/** The set of templates and what they share. */
export interface Library {
  readonly helpers: ReadonlyMap<string, Helper>
  /** Whether functions in data are called, as the optional part of the Mustache specification wants it. */
  readonly lambdas: boolean
  /** Whether a static partial may be missing. */
  readonly allowsMissingPartials: boolean
  /** A template by its name, with or without extension. */
  template(name: string): Template | undefined
  /** A template compiled for its place. @throws TemplateError */
  unit(template: Template, place: UnitPlace): Unit
  /** Compiles a text that a function returned. */
  text(text: string, delimiters: Delimiters, state: HtmlState): Render
  /** What to say of a name that no template has. */
  unknown(name: string): string
  /** Tells the developer of something that is surely not meant so, but no mistake. */
  warn(message: string): void
  /** Says that a name means nothing: throws, or warns once a place and returns undefined. */
  missing(site: Site, message: string): undefined
  /** Counts a step into a template while rendering. @throws TemplateError when too deep */
  enter(site: Site): void
  leave(): void
}
