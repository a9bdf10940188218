// Mustache sections and {{#if}}: content that appears, repeats or not.

import type { IfNode, SectionNode } from '../syntax/tree.js'
import { isIterable } from './builtins.js'
import type { Compiled, Env } from './env.js'
import { compileCondition, compileExpression } from './evaluate.js'
import { isLambda, lambdaSection } from './lambda.js'
import { isTrue } from './operators.js'
import { compileRepeated, joinBranches, type Output, renderOf } from './output.js'
import { ItemScope, type Render, type Scope } from './scope.js'

/** Compiles `{{#if}}…{{else if}}…{{else}}…{{/if}}`. */
export function compileIf(node: IfNode, env: Env, out: Output): void {
  const branches = node.branches.map(({ test, body }) => ({
    test: compileCondition(test, env),
    body: env.compile(body, env, out.state),
  }))
  const otherwise = env.compile(node.otherwise, env, out.state)
  const state = joinBranches([otherwise.state, ...branches.map(({ body }) => body.state)], env, node)
  const render = branches.reduceRight((rest, { test, body }) => choose(test, renderOf(body), rest), renderOf(otherwise))
  out.piece(render, state)
}

function choose(test: (scope: Scope) => boolean, yes: Render, no: Render): Render {
  return (scope) => (test(scope) ? yes(scope) : no(scope))
}

/** Compiles `{{#s}}…{{else}}…{{/s}}` and its inverse. */
export function compileSection(node: SectionNode, env: Env, out: Output): void {
  const before = out.state
  const evaluate = compileExpression(node.path, env, 'truth')
  const [body, otherwise, state] = compileHalves(node, env, out)
  const section = sectionOf(body, otherwise)
  const call = lambdaSection(node, before, env.library)
  const render: Render = (scope) => {
    const value = evaluate(scope)
    return call !== undefined && isLambda(value) ? call(value, scope) : section(value, scope)
  }
  out.piece(render, state)
}

function compileHalves(node: SectionNode, env: Env, out: Output): readonly [Render, Render, Compiled['state']] {
  const inside: Env = { ...env, frames: { loop: undefined, outer: env.frames } }
  const body = compileRepeated((state) => env.compile(node.body, inside, state), env, node, out.state)
  const otherwise = env.compile(node.otherwise, env, out.state)
  return [renderOf(body), renderOf(otherwise), joinBranches([body.state, otherwise.state], env, node)]
}

function sectionOf(body: Render, otherwise: Render): (value: unknown, scope: Scope) => string {
  return (value, scope) => {
    if (!isTrue(value)) return otherwise(scope)
    if (Array.isArray(value)) return repeat(value, scope, body)
    if (value instanceof Map || !isIterable(value)) return body(new ItemScope(scope, value))
    const items = [...value]
    return items.length === 0 ? otherwise(scope) : repeat(items, scope, body)
  }
}

/** One scope serves all items: rendering is synchronous, and nothing keeps it. */
function repeat(items: readonly unknown[], scope: Scope, body: Render): string {
  const inner = new ItemScope(scope, undefined)
  let out = ''
  for (let i = 0; i < items.length; i++) {
    inner.current = items[i]
    out += body(inner)
  }
  return out
}
