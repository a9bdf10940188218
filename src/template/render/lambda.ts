// Functions in data, called as the optional part of the Mustache specification wants it. Off unless asked for:
// what a function returns is compiled as a template, which no data should be able to bring about.

import { type HtmlState, PLAIN } from '../escape/state.js'
import { DEFAULT_DELIMITERS } from '../syntax/tokenize.js'
import type { SectionNode } from '../syntax/tree.js'
import type { Library } from './library-types.js'
import type { Evaluate, Scope } from './scope.js'

/** A value; if it is a function, the text of the template that it returns, rendered. */
export function lambdaValue(evaluate: Evaluate, library: Library): Evaluate {
  return (scope) => {
    const value = evaluate(scope)
    if (typeof value !== 'function') return value
    const result: unknown = value()
    return typeof result === 'string' ? library.text(result, DEFAULT_DELIMITERS, PLAIN)(scope) : result
  }
}

/** Calls a function with the source text of its section, and renders the template that it returns. */
export function lambdaSection(
  { raw, delimiters }: SectionNode,
  state: HtmlState,
  library: Library,
): CallLambda | undefined {
  if (raw === undefined || !library.lambdas) return undefined
  return (call, scope) => library.text(String(call(raw)), delimiters, state)(scope)
}

/** Renders what a function in data makes of its section. */
type CallLambda = (call: (source: string) => unknown, scope: Scope) => string

/** Whether a value is a function, as the boundary to untyped data. */
export function isLambda(value: unknown): value is (source: string) => unknown {
  return typeof value === 'function'
}
