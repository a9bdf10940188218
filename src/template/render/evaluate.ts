// Expressions, compiled to functions of the scope.
// A name that means nothing is reported where its value is needed, and is undefined where a condition only asks for it.

import { didYouMean } from '../nearest.js'
import type { Call, Compare, Expression, Logic, Path } from '../syntax/tree.js'
import type { Env } from './env.js'
import type { Helper } from './library-types.js'
import { MISSING } from './lookup.js'
import { COMPARISONS, isTrue } from './operators.js'
import { compileLookup, findBreak, planLookup } from './path.js'
import type { Evaluate } from './scope.js'
import { Site } from './site.js'

/** What a name that means nothing is: a mistake where a value is needed, just undefined where one asks for it. */
export type Need = 'value' | 'truth'

/** Compiles an expression. Its function never gives MISSING. @throws TemplateError for unknown helpers and wrong literals */
export function compileExpression(expression: Expression, env: Env, need: Need): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'path':
      return compileName(expression, env, need)
    case 'call':
      return compileCall(expression, env, need)
    case 'not': {
      const term = compileExpression(expression.term, env, 'truth')
      return (scope) => !isTrue(term(scope))
    }
    case 'compare':
      return compileCompare(expression, env, need)
    default:
      return compileLogic(expression, env, need)
  }
}

/** Compiles a condition. */
export function compileCondition(expression: Expression, env: Env): (scope: Parameters<Evaluate>[0]) => boolean {
  const evaluate = compileExpression(expression, env, 'truth')
  return (scope) => isTrue(evaluate(scope))
}

function compileName(path: Path, env: Env, need: Need): Evaluate {
  const read = compileLookup(planLookup(path, env))
  const site = new Site(env, path)
  const { library } = env
  return (scope) => {
    let value: unknown
    try {
      value = read(scope)
    } catch (error) {
      throw site.wrap(error)
    }
    if (value !== MISSING) return value
    if (need === 'truth') return undefined
    const { message, ...span } = findBreak(path, scope)
    return library.missing(new Site(site, span), message)
  }
}

function compileLogic({ kind, terms }: Logic, env: Env, need: Need): Evaluate {
  const last = terms.length - 1
  const evaluations = terms.map((term, index) => compileExpression(term, env, index === last ? need : 'truth'))
  const stop = kind === 'or'
  return (scope) => {
    let value: unknown
    for (const evaluate of evaluations) {
      value = evaluate(scope)
      if (isTrue(value) === stop) return value
    }
    return value
  }
}

function compileCompare(expression: Compare, env: Env, need: Need): Evaluate {
  const left = compileExpression(expression.left, env, need)
  const right = compileExpression(expression.right, env, need)
  const compare = COMPARISONS[expression.operator]
  const site = new Site(env, expression)
  return (scope) => {
    try {
      return compare(left(scope), right(scope))
    } catch (error) {
      throw site.wrap(error)
    }
  }
}

/** `default` alone asks for its first argument instead of needing it. */
function compileCall(call: Call, env: Env, need: Need): Evaluate {
  const helper = findHelper(call, env)
  const args = call.args.map((arg, index) => {
    return compileExpression(arg, env, call.name === 'default' && index === 0 ? 'truth' : need)
  })
  const named = call.named.map(({ name, value }) => ({ name, evaluate: compileExpression(value, env, need) }))
  const site = new Site(env, call)
  return (scope) => {
    const values = args.map((evaluate) => evaluate(scope))
    if (named.length > 0) values.push(namedValues(named.map(({ name, evaluate }) => [name, evaluate(scope)])))
    try {
      return helper.call(...values)
    } catch (error) {
      throw site.wrap(error, `${call.name}: `)
    }
  }
}

function findHelper(call: Call, env: Env): Helper {
  const helper = env.library.helpers.get(call.name)
  const site = new Site(env, call)
  if (helper === undefined) {
    throw site.error(`unknown helper "${call.name}"${didYouMean(call.name, env.library.helpers.keys())}`)
  }
  const complaint = complaintOf(helper, call)
  if (complaint !== undefined) throw site.error(complaint)
  return helper
}

/** Lets the helper judge the literals that the arguments begin with. */
function complaintOf(helper: Helper, { args }: Call): string | undefined {
  const end = args.findIndex((arg) => arg.kind !== 'literal')
  const literals = args.slice(0, end === -1 ? args.length : end)
  if (literals.length === 0) return undefined
  return helper.checkLiteral?.(literals.map((arg) => (arg.kind === 'literal' ? arg.value : undefined)))
}

/** An object without prototype, so that no name of an argument can reach one. */
function namedValues(entries: readonly (readonly [string, unknown])[]): object {
  const values: object = Object.create(null)
  for (const [name, value] of entries) {
    Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true })
  }
  return values
}
