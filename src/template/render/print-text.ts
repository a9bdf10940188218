// Prints in HTML text, the commonest thing in a template. A name of the data and a name of a loop's item are looked up,
// tested and escaped in one function; everything but strings and numbers takes the long way.

import { escapeInText } from '../escape/context.js'
import { escapeHtml } from '../escape/html.js'
import type { PrintNode } from '../syntax/tree.js'
import type { Env } from './env.js'
import { MISSING, memberOf } from './lookup.js'
import { planLookup } from './path.js'
import { type Evaluate, find, type Render, type Scope } from './scope.js'
import { Site } from './site.js'

/** Makes the function of a print in text. */
export function printText(node: PrintNode, evaluate: Evaluate, env: Env): Render {
  const long = new LongWay(new Site(env, node), evaluate)
  const lookup = node.value.kind === 'path' && !env.library.lambdas ? planLookup(node.value, env) : undefined
  const [name, ...more] = lookup?.kind === 'nothing' ? [] : (lookup?.rest ?? [])
  if (lookup?.kind === 'scopes' && name === undefined) return printName(lookup.head, long)
  if (lookup?.kind === 'scopes' && name !== undefined && more.length === 0) return printMember(lookup.head, name, long)
  if (lookup?.kind === 'item' && lookup.depth === 0 && name !== undefined && more.length === 0) {
    return printItemMember(name, long)
  }
  return (scope) => {
    const value = evaluate(scope)
    return typeof value === 'string' ? escapeHtml(value) : long.print(value)
  }
}

/** `{{name}}` */
function printName(name: string, long: LongWay): Render {
  return (scope) => {
    let value: unknown
    try {
      value = find(scope, name)
    } catch (error) {
      throw long.site.wrap(error)
    }
    if (typeof value === 'string') return escapeHtml(value)
    return typeof value === 'number' ? String(value) : long.way(value, scope)
  }
}

/** `{{object.name}}` */
function printMember(head: string, name: string, long: LongWay): Render {
  return (scope) => {
    let value: unknown
    try {
      value = memberOf(find(scope, head), name)
    } catch (error) {
      throw long.site.wrap(error)
    }
    if (typeof value === 'string') return escapeHtml(value)
    return typeof value === 'number' ? String(value) : long.way(value, scope)
  }
}

/** `{{item.name}}` in the loop over items. */
function printItemMember(name: string, long: LongWay): Render {
  return (scope) => {
    let value: unknown
    try {
      value = memberOf(scope.item, name)
    } catch (error) {
      throw long.site.wrap(error)
    }
    if (typeof value === 'string') return escapeHtml(value)
    return typeof value === 'number' ? String(value) : long.way(value, scope)
  }
}

/** What prints any value, and reports a name that means nothing. */
class LongWay {
  constructor(
    readonly site: Site,
    readonly evaluate: Evaluate,
  ) {}

  way(value: unknown, scope: Scope): string {
    return this.print(value === MISSING ? this.evaluate(scope) : value)
  }

  print(value: unknown): string {
    try {
      return escapeInText(value)
    } catch (error) {
      throw this.site.wrap(error)
    }
  }
}
