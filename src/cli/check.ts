// `miniweb check`: what would go wrong later, found now: templates, their types, what they refer to, routes, classes.

import { realpathSync } from 'node:fs'
import { Place } from '../tooling.js'
import { EntryError, findAppEntry, isTypeScript } from './app-entry.js'
import type { AppFindings } from './check-app.js'
import { type Problem, printProblems, problemAlone, problemAt } from './check-problem.js'
import { compilerProblems, nearestConfig, templateTypeProblems } from './check-types.js'
import { decoratedClasses } from './decorated-classes.js'
import { folderOf } from './dev-entry.js'
import { inspect } from './inspection.js'
import { shown } from './shown.js'
import { appSources } from './source-files.js'
import type { Terminal } from './terminal.js'
import { readOptions, UsageError } from './usage.js'

const HELP = `Usage: miniweb check [entry] [options]

Checks an app without running it: that its templates compile, that the types of their data are up to date and fit (with
the TypeScript of the project), that every address in a template has a route with the right method or a static file, and
that every class with routes is registered. The entry is a module that exports its app as default. Default: src/app.ts
or app.ts.

Options:
  --out <file>         where the types of the templates are; default: beside their folder, templates.d.ts
  --elsewhere <paths>  addresses that something else answers, and all below them, with commas between: /shop,/metrics
  --help, -h           this text`

const OPTIONS = {
  out: { type: 'string' },
  elsewhere: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs the command.
 *
 * @returns the exit code: 1 if anything is wrong
 * @throws UsageError for a wrong command line
 * @throws Error with a sentence if there is no app to check, or nothing to check it with
 */
export async function check(args: readonly string[], terminal: Terminal, stopped: AbortSignal): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, HELP)
  if (values.help) {
    terminal.print(HELP)
    return 0
  }
  const [named, ...more] = positionals
  if (more.length > 0) throw new UsageError('check takes one entry', HELP)
  const entry = findAppEntry(named)
  const elsewhere = values.elsewhere?.split(',').map((path) => path.trim()) ?? []
  const config = nearestConfig(entry)
  const [findings, ofTypes] = await Promise.all([
    inspect({ entry, want: 'findings', elsewhere }, stopped).catch(findingsOfNone),
    config === undefined ? withoutConfig(entry) : compilerProblems(config, stopped),
  ])
  const problems = [
    ...findings.problems,
    ...ofTypes,
    ...(config === undefined ? [] : templateProblems(findings, values.out)),
    ...(findings.isLoaded ? unregistered(entry, findings) : []),
  ]
  const count = printProblems(problems, terminal)
  if (count === 0) terminal.print(summary(findings, config))
  else terminal.error(`${count} ${count === 1 ? 'problem' : 'problems'}`)
  return count === 0 ? 0 : 1
}

/** What can be said of an app that cannot be loaded: the compiler may know more. @throws what is no sentence */
function findingsOfNone(error: unknown): AppFindings {
  if (!(error instanceof EntryError)) throw error
  const counts = { routes: 0, templates: 0, links: 0 }
  const problems = [problemAlone(error.message)]
  return { isLoaded: false, problems, templates: undefined, globals: [], declared: [], counts }
}

/** An app in JavaScript has no types to check. */
function withoutConfig(entry: string): readonly Problem[] {
  if (!isTypeScript(entry)) return []
  return [problemAlone(`there is no tsconfig.json for ${shown(entry)}: without it nothing checks the types`)]
}

function templateProblems({ templates, globals }: AppFindings, out: string | undefined): readonly Problem[] {
  return templates === undefined ? [] : templateTypeProblems({ dir: templates, out, globals })
}

/** Classes whose routes are not in the table. */
function unregistered(entry: string, { declared }: AppFindings): readonly Problem[] {
  return decoratedClasses(appSources(folderOf(entry), /\.[cm]?[jt]sx?$/)).flatMap(({ name, source, offset, lines }) => {
    const [first, last] = lines
    const path = realpathSync(source.path) // as node names what it has loaded
    if (declared.some(({ file, line }) => file === path && line >= first && line <= last)) return []
    const place = new Place({ name: source.path, file: shown(source.path), text: source.text }, offset, name.length)
    return [problemAt(place, `${name} has routes, but is not registered: app.register(${name})`)]
  })
}

function summary({ counts: { routes, templates, links } }: AppFindings, config: string | undefined): string {
  const types = config === undefined ? '' : `, types by ${shown(config)}`
  return `all is well: ${count(routes, 'route')}, ${count(templates, 'template')}, ${count(links, 'link')}${types}`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
