// Whether what templates refer to is there: routes by name and by address, with the right method, and static files.

import {
  type Address,
  type AddressPart,
  type AppParts,
  didYouMean,
  fitsParameter,
  type PlacedCall,
  parameterNames,
  pathOfPattern,
  patternOf,
  type Segment,
  type TemplateLinks,
  takesPath,
  type WrittenSegment,
} from '../tooling.js'
import { type Problem, problemAt } from './check-problem.js'

/** A route as addresses meet it. */
interface KnownRoute {
  readonly methods: readonly string[]
  readonly name: string | undefined
  /** As it is declared: `/posts/:id<int>`. */
  readonly path: string
  readonly pattern: readonly Segment[]
}

/** What is there. */
export interface Targets {
  readonly routes: readonly KnownRoute[]
  /** Whether a path belongs to a static folder, and if so whether a file is there. */
  readonly findFile: (path: readonly string[]) => boolean | undefined
  /** Why `static(name)` finds nothing; undefined if it does. */
  readonly assetProblem: (name: string) => string | undefined
  /** Helpers of the app's own, which may take the place of `url` and `static`. */
  readonly replaced: ReadonlySet<string>
  /** Paths that something else answers, and all below them. */
  readonly elsewhere: readonly string[]
}

/** The routes of an app. @throws ConfigError for a path that cannot be */
export function knownRoutes(parts: AppParts): readonly KnownRoute[] {
  return parts.routes.map(({ declaration, name }) => ({
    methods: declaration.methods,
    name,
    path: declaration.scope.prefix + declaration.path,
    pattern: patternOf(declaration),
  }))
}

/** What is wrong with the links of a template. */
export function linkProblems({ addresses, calls }: TemplateLinks, targets: Targets): readonly Problem[] {
  return [
    ...calls.flatMap((placed) => callProblem(placed, targets) ?? []),
    ...addresses.flatMap((address) => addressProblem(address, targets) ?? []),
  ]
}

/** `url('Posts.show', id=1)` and `static('app.css')` with a literal name. */
function callProblem({ call, place }: PlacedCall, targets: Targets): Problem | undefined {
  const name = literalOf(call.args[0])
  if (name === undefined || targets.replaced.has(call.name)) return undefined
  const message =
    call.name === 'url'
      ? urlProblem(String(name), call, targets)
      : call.name === 'static'
        ? targets.assetProblem(String(name))
        : undefined
  return message === undefined ? undefined : problemAt(place, message)
}

type Call = PlacedCall['call']

function urlProblem(name: string, call: Call, { routes }: Targets): string | undefined {
  const named = routes.filter((route) => route.name === name)
  const [first] = named
  if (first === undefined) {
    return `no route is named '${name}'${didYouMean(
      name,
      routes.flatMap((route) => route.name ?? []),
    )}`
  }
  if (call.args.length > 1) return undefined // parameters that only a rendering knows
  const given = new Map(call.named.map((argument) => [argument.name, literalOf(argument.value)]))
  const isGiven = (parameter: string) => given.has(parameter) && given.get(parameter) !== null
  const fitting = named.find(({ pattern }) => parameterNames(pattern).every(isGiven))
  if (fitting === undefined) {
    const missing = parameterNames(first.pattern).find((parameter) => !isGiven(parameter))
    return `url('${name}') needs the parameter '${missing}' of ${first.path}: url('${name}', ${missing}=…)`
  }
  for (const segment of fitting.pattern) {
    const value = segment.kind === 'literal' ? undefined : given.get(segment.name)
    if (segment.kind === 'literal' || value === undefined || value === null) continue
    if (fitsParameter(segment, String(value))) continue
    return `${JSON.stringify(value)} is no value for the parameter '${segment.name}' of ${fitting.path}`
  }
  return undefined
}

/** The value of a literal; undefined for any other expression. */
function literalOf(expression: Call['args'][number] | undefined) {
  return expression?.kind === 'literal' ? expression.value : undefined
}

function addressProblem(address: Address, targets: Targets): Problem | undefined {
  const path = pathOf(address.parts, targets)
  if (path === undefined) return undefined
  const written = `/${path.map((segment) => segment ?? '…').join('/')}`
  if (targets.elsewhere.some((prefix) => written === prefix || written.startsWith(`${prefix}/`))) return undefined
  const file = path.includes(undefined) ? undefined : targets.findFile(path.map(String))
  if (file !== undefined) {
    if (file && address.methods.includes('GET')) return undefined
    const why = file ? `is a static file, which ${address.methods.join(' and ')} cannot ask for` : 'is no static file'
    return problemAt(address.place, `${address.label}: ${written} ${why}`)
  }
  const taking = targets.routes.filter(({ pattern }) => takesPath(pattern, path))
  const methods = new Set(taking.flatMap((route) => route.methods))
  if (address.methods.some((method) => methods.has(method))) return undefined
  return problemAt(address.place, `${address.label}: ${whyNot(written, address, { methods, routes: targets.routes })}`)
}

function whyNot(
  written: string,
  address: Address,
  { methods, routes }: { methods: ReadonlySet<string>; routes: readonly KnownRoute[] },
): string {
  const asked = address.methods.join(' or ')
  if (methods.size > 0) return `no route answers ${asked} ${written}, only ${[...methods].join(', ')}`
  const candidates = routes.filter((route) => route.methods.some((method) => address.methods.includes(method)))
  return `no route has the address ${written}${didYouMean(
    written,
    candidates.map(({ path }) => path),
  )}`
}

/** The path of an address of this site, decoded; undefined if it is none, or cannot be known. */
function pathOf(parts: readonly AddressPart[], targets: Targets): readonly WrittenSegment[] | undefined {
  const [first, ...rest] = parts
  if (first?.kind === 'call') return first.call.name === 'url' ? pathOfCall(first.call, rest, targets) : undefined
  if (first?.kind !== 'text' || !/^\/(?![/\\])/.test(first.text)) return undefined
  const marked = markedPath(parts)
  return marked?.slice(1).split('/').map(decoded)
}

/** Stands for a value within a path; no template has it. */
const VALUE = '\0'

/** The path of parts before `?` or `#`, with a mark for each value; undefined if it cannot be known. */
function markedPath(parts: readonly AddressPart[]): string | undefined {
  let path = ''
  for (const part of parts) {
    if (part.kind === 'text') {
      const end = part.text.search(/[?#]/)
      if (end !== -1) return path + part.text.slice(0, end)
      path += part.text
    } else if (part.kind === 'anything') return undefined
    else path += VALUE
  }
  return path
}

function decoded(segment: string): WrittenSegment {
  if (segment.includes(VALUE)) return undefined
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** `{{ url('Posts.show', id=post.id) }}?page=2` */
function pathOfCall(
  call: Call,
  rest: readonly AddressPart[],
  { routes, replaced }: Targets,
): readonly WrittenSegment[] | undefined {
  const [next] = rest
  if (replaced.has('url')) return undefined
  if (next !== undefined && !(next.kind === 'text' && /^[?#]/.test(next.text))) return undefined
  const name = literalOf(call.args[0])
  const named = routes.filter((route) => route.name === name)
  const given = new Set(call.named.map((argument) => argument.name))
  const fitting = named.find(({ pattern }) => parameterNames(pattern).every((parameter) => given.has(parameter)))
  return fitting && pathOfPattern(fitting.pattern)
}
