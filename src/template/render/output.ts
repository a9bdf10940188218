// What one run over a list of nodes has made so far: the pieces, and the state of the HTML machine.

import { advanceHtml } from '../escape/markup.js'
import { Refusal } from '../escape/refusal.js'
import { type HtmlState, joinStates, stateKey, whereIs } from '../escape/state.js'
import type { Span, TextNode } from '../syntax/tree.js'
import { concat } from './concat.js'
import type { Compiled, Env } from './env.js'
import type { Render } from './scope.js'
import { Site } from './site.js'

/** Collects the pieces of a list of nodes. */
export class Output {
  readonly parts: (string | Render)[] = []
  state: HtmlState

  constructor(state: HtmlState) {
    this.state = state
  }

  /** Adds static text, which moves the HTML machine. @throws TemplateError for HTML that cannot be safe */
  text(text: string, node: TextNode, env: Env): void {
    if (text === '') return
    try {
      this.state = advanceHtml(this.state, text)
    } catch (error) {
      const index = error instanceof Refusal ? Math.max(0, error.index - (text.length - node.text.length)) : 0
      throw refused(error, env, { offset: node.offset + index, length: 1 })
    }
    this.parts.push(text)
  }

  /** Adds what other nodes became. */
  add({ parts, state }: Compiled): void {
    for (const part of parts) this.parts.push(part)
    this.state = state
  }

  /** Adds a piece that leaves the HTML machine in a state. */
  piece(render: Render, state: HtmlState): void {
    this.parts.push(render)
    this.state = state
  }
}

/** One function of what nodes became. */
export function renderOf({ parts }: Compiled): Render {
  return concat(parts)
}

/** A Refusal as an error with its place, of which it is the cause; anything else stays as it is. */
export function refused(error: unknown, env: Env, span: Span): unknown {
  return error instanceof Refusal ? new Site(env, span).error(error.message, error) : error
}

/** The state after a tag whose branches end in these. @throws TemplateError if they end in different contexts */
export function joinBranches(states: readonly [HtmlState, ...HtmlState[]], env: Env, span: Span): HtmlState {
  const [first, ...others] = states
  return others.reduce((joined, state) => {
    const next = joinOrRefuse(joined, state, env, span)
    if (next !== undefined) return next
    const [here, there] = [whereIs(joined), whereIs(state)]
    const message = here === there ? `both ${here}, but differently` : `one ${here}, the other ${there}`
    throw refused(new Refusal(`the branches of this tag end in different places of the HTML: ${message}`), env, span)
  }, first)
}

function joinOrRefuse(a: HtmlState, b: HtmlState, env: Env, span: Span): HtmlState | undefined {
  try {
    return joinStates(a, b)
  } catch (error) {
    throw refused(error, env, span)
  }
}

/**
 * Compiles the body of a loop, which may begin where it ends.
 *
 * @returns what it became, with the state at its beginning, which is also the state after the loop
 */
export function compileRepeated(
  compile: (state: HtmlState) => Compiled,
  env: Env,
  span: Span,
  from: HtmlState,
): Compiled {
  let start = from
  for (;;) {
    const body = compile(start)
    const joined = joinBranches([start, body.state], env, span)
    if (stateKey(joined) === stateKey(start)) return { parts: body.parts, state: start }
    start = joined
  }
}
