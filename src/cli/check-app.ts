// What is wrong with an app that can be loaded: its templates, what they refer to, and what ends its start.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, ConfigError, TemplateEngine } from '../index.js'
import { type AppParts, readTemplateLinks, TemplateError } from '../tooling.js'
import { knownRoutes, linkProblems, type Targets } from './check-links.js'
import { type Problem, problemAlone, problemInFile, problemOfTemplate } from './check-problem.js'

/** A place in a source. */
interface SourceLine {
  /** The whole path. */
  readonly file: string
  readonly line: number
}

/** What was found, and how much was looked at. */
export interface AppFindings {
  /** Whether there was an app to look at. */
  readonly isLoaded: boolean
  readonly problems: readonly Problem[]
  /** The templates folder, where there is one. */
  readonly templates: string | undefined
  readonly globals: readonly string[]
  /** Where the routes in the table were declared. */
  readonly declared: readonly SourceLine[]
  readonly counts: { readonly routes: number; readonly templates: number; readonly links: number }
}

/**
 * Checks an app without listening.
 *
 * @param elsewhere paths that something else answers
 * @throws what the app throws at its start, unless that is a mistake of its configuration or templates
 */
export function checkApp(app: App, elsewhere: readonly string[]): AppFindings {
  const parts = app['~parts']
  const links = parts.templates === undefined ? [] : readTemplateLinks(parts.templates)
  const targets = targetsOf(app, parts, elsewhere)
  const ofTemplates = [
    ...compileProblems(parts),
    ...(targets ? links.flatMap((link) => linkProblems(link, targets)) : []),
  ]
  return {
    isLoaded: true,
    problems: [...ofTemplates, ...startProblems(app, parts, ofTemplates)],
    templates: parts.templates,
    globals: parts.globals,
    declared: parts.routes.flatMap(({ declaration }) => declaration.location.position ?? []),
    counts: {
      routes: parts.routes.length,
      templates: links.length,
      links: links.reduce((sum, { addresses, calls }) => sum + addresses.length + calls.length, 0),
    },
  }
}

/** What links may lead to; undefined if the table cannot be, which the start says. */
function targetsOf(app: App, parts: AppParts, elsewhere: readonly string[]): Targets | undefined {
  try {
    const routes = knownRoutes(parts)
    return {
      routes,
      findFile: (path) => findFile(parts, path),
      assetProblem: (name) => assetProblem(app, name),
      replaced: new Set(parts.helpers.keys()),
      elsewhere,
    }
  } catch (error) {
    if (error instanceof ConfigError) return undefined
    throw error
  }
}

/** Compiles the templates as the app would, but for the names that its helpers are called with. */
function compileProblems({ templates, helpers, globals }: AppParts): readonly Problem[] {
  if (templates === undefined) return []
  const problems: Problem[] = []
  try {
    new TemplateEngine({
      dir: templates,
      dev: false,
      helpers: new Map(['url', 'static', ...helpers.keys()].map((name) => [name, { call: () => '' }])),
      globals: Object.fromEntries(globals.map((name) => [name, ''])),
      warn: (message) => problems.push(...problemOfWarning(message)),
    })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    problems.push(problemOfTemplate(error))
  }
  return problems
}

/** `views/a.html:3:1: this is dropped: …`; a warning without a place is about a file that is no template. */
function problemOfWarning(warning: string): readonly Problem[] {
  const end = warning.indexOf(': ')
  const [column = '', line = '', ...file] = warning.slice(0, end).split(':').reverse()
  const path = file.reverse().join(':')
  if (!/^\d+$/.test(column) || !existsSync(path)) return []
  const at = { line: Number(line), column: Number(column) }
  return [problemInFile(path, readFileSync(path, 'utf8'), at, warning.slice(end + 2))]
}

/** What ends the start; a mistake in a template may have been found before. */
function startProblems(app: App, parts: AppParts, found: readonly Problem[]): readonly Problem[] {
  try {
    const { handler: _frozen } = app
    return []
  } catch (error) {
    if (error instanceof TemplateError) return found.length > 0 ? [] : [problemOfTemplate(error)]
    if (error instanceof ConfigError) return [problemOfConfig(error, parts)]
    throw error
  }
}

/** A mistake of the configuration, at the first route that it names. */
function problemOfConfig({ message }: ConfigError, { routes }: AppParts): Problem {
  const index = ({ declaration }: AppParts['routes'][number]) => message.indexOf(`(${declaration.location})`)
  const [first] = routes.filter((route) => index(route) !== -1).sort((a, b) => index(a) - index(b))
  const at = first?.declaration.location.position
  if (at === undefined || !existsSync(at.file)) return problemAlone(message)
  return problemInFile(at.file, readFileSync(at.file, 'utf8'), at, message)
}

/** Whether a path belongs to a static folder, and if so whether a file is there. */
function findFile({ folders }: AppParts, path: readonly string[]): boolean | undefined {
  const mounts = folders.map(({ dir, prefix = '/static' }) => ({
    dir: dir instanceof URL ? fileURLToPath(dir) : dir,
    prefix: prefix.split('/').filter((segment) => segment !== ''),
  }))
  if (path.length === 1 && mounts.some(({ dir }) => AT_THE_TOP.has(path[0] ?? '') && isFileAt(dir, path))) return true
  const [deepest] = mounts
    .filter(({ prefix }) => prefix.every((segment, index) => segment === path[index]))
    .sort((a, b) => b.prefix.length - a.prefix.length)
  return deepest && isFileAt(deepest.dir, path.slice(deepest.prefix.length))
}

/** Files of a static folder that are served at the top, too. */
const AT_THE_TOP: ReadonlySet<string> = new Set(['favicon.ico', 'robots.txt'])

function isFileAt(dir: string, path: readonly string[]): boolean {
  const whole = join(dir, ...path)
  if (path.includes('..') || !existsSync(whole)) return false
  return statSync(whole).isFile() || existsSync(join(whole, 'index.html'))
}

function assetProblem(app: App, name: string): string | undefined {
  try {
    app.asset(name)
    return undefined
  } catch (error) {
    if (error instanceof TypeError) return error.message
    return undefined // no folder at all, which the start says
  }
}
