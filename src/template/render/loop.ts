// {{#for}}: loops with variables, over lists, Sets, Maps, objects and anything iterable.

import type { ForNode } from '../syntax/tree.js'
import { isIterable } from './builtins.js'
import type { Env } from './env.js'
import { compileExpression } from './evaluate.js'
import { kindOf } from './operators.js'
import { compileRepeated, joinBranches, type Output, renderOf } from './output.js'
import { LoopScope, type Render, type Scope } from './scope.js'
import { Site } from './site.js'

/** Compiles `{{#for x in E}}…{{else}}…{{/for}}` and `{{#for k, v in E}}`. */
export function compileFor(node: ForNode, env: Env, out: Output): void {
  const { item, key } = node
  const names = { item, key }
  const list = compileExpression(node.list, env, 'value')
  const inside: Env = { ...env, frames: { loop: names, outer: env.frames } }
  const body = compileRepeated((state) => env.compile(node.body, inside, state), env, node, out.state)
  const otherwise = env.compile(node.otherwise, env, out.state)
  const [once, none] = [renderOf(body), renderOf(otherwise)]
  const site = new Site(env, node.list)
  const entries = key === undefined ? itemsOf : pairsOf
  const render: Render = (scope) => {
    const { keys, items } = entries(list(scope), site)
    if (items.length === 0) return none(scope)
    return repeat(keys, items, new LoopScope(scope, names, items.length), once)
  }
  out.piece(render, joinBranches([body.state, otherwise.state], env, node))
}

/** One scope serves all rounds: rendering is synchronous, and nothing keeps it. */
function repeat(
  keys: readonly unknown[],
  items: readonly unknown[],
  scope: LoopScope,
  body: (scope: Scope) => string,
): string {
  let out = ''
  for (let i = 0; i < scope.length; i++) {
    scope.index0 = i
    scope.key = keys.length > 0 ? keys[i] : i
    scope.item = items[i]
    out += body(scope)
  }
  return out
}

/** What a loop goes through; without keys, the keys are the indexes. */
interface Entries {
  readonly keys: readonly unknown[]
  readonly items: readonly unknown[]
}

const NOTHING: Entries = { keys: [], items: [] }

function itemsOf(value: unknown, site: Site): Entries {
  if (Array.isArray(value)) return { keys: [], items: value }
  if (value === null || value === undefined || value === false) return NOTHING
  if (value instanceof Map || (typeof value === 'object' && !isIterable(value))) {
    throw site.error(`${kindOf(value)} has keys and values: {{#for key, value in …}}`)
  }
  return { keys: [], items: listOf(value, site) }
}

function pairsOf(value: unknown, site: Site): Entries {
  if (value === null || value === undefined || value === false) return NOTHING
  if (value instanceof Map) return { keys: [...value.keys()], items: [...value.values()] }
  if (Array.isArray(value) || typeof value !== 'object' || isIterable(value)) {
    return { keys: [], items: listOf(value, site) }
  }
  return { keys: Object.keys(value), items: Object.values(value) }
}

function listOf(value: unknown, site: Site): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isIterable(value)) throw site.error(`cannot loop over ${kindOf(value)}`)
  try {
    return [...value]
  } catch (error) {
    throw site.wrap(error)
  }
}
