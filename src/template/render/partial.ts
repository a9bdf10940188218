// Partials: {{> name}}, compiled once for each place in the HTML and indentation; {{> *name}}, found while rendering.

import { TemplateError } from '../error.js'
import { keepsWhiteSpace } from '../escape/elements.js'
import { type HtmlState, stateKey, whereIs } from '../escape/state.js'
import type { PartialNode, Path } from '../syntax/tree.js'
import type { Env } from './env.js'
import { compileExpression } from './evaluate.js'
import { indentLine } from './indentation.js'
import type { Unit } from './library-types.js'
import type { Output } from './output.js'
import { ArgumentScope, type Render, type Scope } from './scope.js'
import { Site } from './site.js'

/** Compiles a partial. @throws TemplateError for a static one that is missing or cannot stand here */
export function compilePartial(node: PartialNode, env: Env, out: Output): void {
  const enter = compileArguments(node, env)
  if (typeof node.name === 'string') compileStatic(node, node.name, enter, env, out)
  else out.piece(compileDynamic(node, node.name, enter, env, out.state), out.state)
}

/** From the scope of the tag to the scope of the partial. */
type Enter = (scope: Scope) => Scope

function compileArguments({ args }: PartialNode, env: Env): Enter {
  if (args.length === 0) return (scope) => scope
  const evaluations = args.map(({ name, value }) => ({ name, evaluate: compileExpression(value, env, 'value') }))
  return (scope) => new ArgumentScope(scope, new Map(evaluations.map(({ name, evaluate }) => [name, evaluate(scope)])))
}

function compileStatic(node: PartialNode, name: string, enter: Enter, env: Env, out: Output): void {
  const { library } = env
  const template = library.template(name)
  const site = new Site(env, node)
  if (template === undefined) {
    if (library.allowsMissingPartials) return
    throw site.error(library.unknown(name))
  }
  const tag = `{{> ${name}}}`
  const unit = reach(site, tag, () =>
    library.unit(template, { state: out.state, indent: indentOf(node, env, out.state), site }),
  )
  out.piece(unit.compiling ? guarded(unit, enter, site, tag, env) : linked(unit, enter, site, tag), unit.end)
}

function indentOf({ indent }: PartialNode, { indentation }: Env, state: HtmlState): string {
  return indent === undefined || keepsWhiteSpace(state) ? '' : indentLine(indent, indentation)
}

function linked(unit: Unit, enter: Enter, site: Site, tag: string): Render {
  return (scope) => {
    const inner = enter(scope)
    try {
      return unit.render(inner)
    } catch (error) {
      throw extended(error, site, tag)
    }
  }
}

/** A partial that may include itself: its depth is counted. */
function guarded(unit: Unit, enter: Enter, site: Site, tag: string, { library }: Env): Render {
  const render = linked(unit, enter, site, tag)
  return (scope) => {
    library.enter(site)
    try {
      return render(scope)
    } finally {
      library.leave()
    }
  }
}

function compileDynamic(node: PartialNode, path: Path, enter: Enter, env: Env, state: HtmlState): Render {
  const { library } = env
  const site = new Site(env, node)
  const indent = indentOf(node, env, state)
  const evaluate = compileExpression(path, env, 'truth')
  return (scope) => {
    const name = evaluate(scope)
    const template = typeof name === 'string' ? library.template(name) : undefined
    if (template === undefined) return missingDynamic(name, site, env)
    const tag = `{{> *${path.segments.join('.')}}}`
    const unit = reach(site, tag, () => library.unit(template, { state, indent, site }))
    if (!unit.compiling && stateKey(unit.end) !== stateKey(state)) {
      throw site.error(`the partial "${name}" begins ${whereIs(state)}, but ends ${whereIs(unit.end)}`)
    }
    return guarded(unit, enter, site, tag, env)(scope)
  }
}

function missingDynamic(name: unknown, site: Site, { library }: Env): string {
  library.missing(site, typeof name === 'string' ? library.unknown(name) : 'the name of the partial is no string')
  return ''
}

/** Does something in another template; its errors say how it was reached. */
function reach<T>(site: Site, tag: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw extended(error, site, tag)
  }
}

function extended(error: unknown, site: Site, tag: string): unknown {
  if (!(error instanceof TemplateError)) return error
  error.reachedBy({ tag, place: site })
  for (const link of site.chain) error.reachedBy(link)
  return error
}
