// What the types refuse where a route is declared, refused again at start for whoever came past them:
// options that cannot work together, and a name that two routes were given.

import { inspect } from 'node:util'
import { ConfigError } from '../errors.js'
import { type Declaration, METHODS, type Method } from './route.js'

/** What the checks need to know of a route. */
export interface Declared {
  readonly declaration: Declaration
  /** `Posts.show`, or the function's name. */
  readonly handler: string
  readonly name: string | undefined
  /** The class or function it comes from. */
  readonly type: unknown
  /** Answers an invalid form. */
  readonly callInvalid: unknown
}

const SCHEMAS = ['query', 'body', 'form'] as const
const BODILESS: readonly Method[] = ['GET', 'HEAD']

/** The handler of a route and where it was declared: `Posts.show (src/posts.ts:12)`. */
export function labelOf({ handler, declaration }: Declared): string {
  return `${handler} (${declaration.location})`
}

/** @throws ConfigError BAD_OPTION or INVALID_TARGET_MISSING if the options of a route cannot work */
export function refuseBadOptions(route: Declared): void {
  const { declaration, callInvalid } = route
  const problem = methodProblem(declaration) ?? schemaProblem(declaration)
  if (problem !== undefined) throw new ConfigError('BAD_OPTION', `${labelOf(route)}: ${problem}`)
  const { invalid } = declaration.options
  if (invalid !== undefined && callInvalid === undefined) {
    throw new ConfigError(
      'INVALID_TARGET_MISSING',
      `${labelOf(route)}: invalid is a function (ctx, { form }) here, not ${inspect(invalid)}`,
    )
  }
}

/** @throws ConfigError DUPLICATE_NAME if a name that a route was given is also the name of another handler */
export function refuseDuplicateNames(routes: readonly Declared[]): void {
  const byName = new Map<string, Declared[]>()
  for (const route of routes) {
    if (route.name === undefined) continue
    const named = byName.get(route.name) ?? []
    const other = named.find((earlier) => (isGiven(earlier) || isGiven(route)) && !isSameHandler(earlier, route))
    if (other) {
      throw new ConfigError(
        'DUPLICATE_NAME',
        `two routes are named '${route.name}': ${labelOf(other)} and ${labelOf(route)}; rename one of them`,
      )
    }
    byName.set(route.name, [...named, route])
  }
}

function methodProblem({ methods }: Declaration): string | undefined {
  if (!Array.isArray(methods) || methods.length === 0) return `methods is a list of ${METHODS.join(', ')}`
  const odd: unknown[] = methods.filter((method) => !METHODS.includes(method))
  return odd.length === 0 ? undefined : `${inspect(odd[0])} is no method; methods are ${METHODS.join(', ')}`
}

function schemaProblem({ methods, options }: Declaration): string | undefined {
  const noSchema = SCHEMAS.find((name) => options[name] !== undefined && !isSchema(options[name]))
  if (noSchema) return `${noSchema} is no schema: it takes any Standard Schema (zod, valibot, arktype and others)`
  if (options.body && options.form) return 'body or form, not both'
  if ((options.body || options.form) && methods.every((method) => BODILESS.includes(method)))
    return 'GET and HEAD have no body: use post, put, patch or delete'
  return options.invalid !== undefined && !options.form ? 'invalid answers a form: declare form' : undefined
}

function isSchema(value: unknown): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isObject && '~standard' in value
}

function isGiven({ declaration }: Declared): boolean {
  return declaration.options.name !== undefined
}

/** Several routes of one method may share a name, as they share the default one. */
function isSameHandler(a: Declared, b: Declared): boolean {
  return a.type === b.type && a.handler === b.handler
}
