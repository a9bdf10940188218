// Prints: the value of an expression, escaped for the place that it stands in.

import { escapeInText, printIn } from '../escape/context.js'
import type { HtmlState } from '../escape/state.js'
import type { EscapeRule } from '../escape/text.js'
import type { PrintNode } from '../syntax/tree.js'
import type { Env } from './env.js'
import { compileExpression } from './evaluate.js'
import { lambdaValue } from './lambda.js'
import { type Output, refused } from './output.js'
import { printText } from './print-text.js'
import type { Evaluate, Render } from './scope.js'
import { Site } from './site.js'

/** Compiles `{{E}}` and `{{{E}}}`. @throws TemplateError where no such value may stand */
export function compilePrint(node: PrintNode, env: Env, out: Output): void {
  const { rule, state } = chooseRule(node, env, out.state)
  const value = compileExpression(node.value, env, 'value')
  const evaluate = env.library.lambdas ? lambdaValue(value, env.library) : value
  out.piece(
    rule === escapeInText ? printText(node, evaluate, env) : printWith(rule, evaluate, new Site(env, node)),
    state,
  )
}

function chooseRule(node: PrintNode, env: Env, state: HtmlState): { rule: EscapeRule; state: HtmlState } {
  const { value, raw } = node
  try {
    return printIn(state, { raw, json: value.kind === 'call' && value.name === 'json' })
  } catch (error) {
    throw refused(error, env, node)
  }
}

function printWith(rule: EscapeRule, evaluate: Evaluate, site: Site): Render {
  return (scope) => {
    const value = evaluate(scope)
    try {
      return rule(value)
    } catch (error) {
      throw site.wrap(error)
    }
  }
}
