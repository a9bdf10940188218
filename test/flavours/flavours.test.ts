// One source, one table: the fixture under every compiler and both kinds of decorators.

import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../fixtures/flavours/report.js'
import { type Compiler, type Decorators, esbuild, type Flavour, swc, tsc, tsx } from './compilers.js'
import { ADDRESSES, ANSWERS, MISTAKES, TABLES } from './expected.js'
import { openWorkspace, runNode, type Workspace } from './workspace.js'

const HAD_SYMBOL_METADATA = Reflect.has(Symbol, 'metadata')
const REQUESTS = Object.keys(ANSWERS)
const LIMIT_MS = 120_000

/** The compilers with their flavours, the slowest first. */
const COMPILERS: readonly (readonly [Compiler, readonly Flavour[]])[] = [
  withFlavours(tsc('tsc 5.9', 'typescript-5')),
  withFlavours(tsx),
  withFlavours(tsc('tsc 7', 'typescript')),
  withFlavours(esbuild('esbuild')),
  withFlavours(swc('SWC 2022-03', '2022-03')),
  withFlavours(swc('SWC 2023-11', '2023-11'), { kinds: ['standard'] }),
  withFlavours(esbuild('esbuild with other parents', ['articles.ts', 'audited.ts']), { fields: [true] }),
]

/** What vitest compiles in this process. */
const VITEST: Flavour = { name: 'vitest', decorators: 'legacy', useDefineForClassFields: true }

/** What a flavour reported, and the folder that its places are relative to. */
interface Outcome {
  readonly report: Report
  readonly folder: string
}

const outcomes = new Map<Flavour, PromiseSettledResult<Outcome>>()
let workspace: Workspace | undefined

beforeAll(async () => {
  const opened = await openWorkspace()
  workspace = opened
  await keep(VITEST, inThisProcess())
  const waiting = [...COMPILERS]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [compiler, flavours] = next
      const compiling = compiler.compile(opened, flavours)
      for (const flavour of flavours) await keep(flavour, inAProcess(opened, compiler, { flavour, compiling }))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
}, LIMIT_MS)

afterAll(() => workspace?.remove())

describe.each([VITEST, ...COMPILERS.flatMap(([, flavours]) => flavours)])('$name', (flavour) => {
  it('has the table that the source says', () => {
    const { report } = outcomeOf(flavour)
    const tables = Object.entries(report.tables).map(([app, routes]) => [
      app,
      routes.map(({ methods, path, name, handler }) => [methods.join(','), path, name, handler].join(' ')),
    ])
    expect(Object.fromEntries(tables)).toEqual(TABLES)
  })

  it('answers as the source says', () => {
    expect(outcomeOf(flavour).report.answers).toEqual(ANSWERS)
  })

  it('finds the address of every method', () => {
    expect(outcomeOf(flavour).report.addresses).toEqual(ADDRESSES)
  })

  it('names the place of every route', () => {
    const { report, folder } = outcomeOf(flavour)
    const routes = Object.values(report.tables).flat()
    const isDeclaredThere = ({ at, path }: (typeof routes)[number]) =>
      declaredPaths(folder, at).some((declared) => declared === '/' || path.endsWith(declared))
    expect(routes.filter((route) => !isDeclaredThere(route))).toEqual([])
  })

  it('runs decorators of other libraries on a class that was made before miniweb was imported', () => {
    const { audited, hadSymbolMetadata } = outcomeOf(flavour).report.surroundings
    expect(audited).toEqual(['note', 'entries'])
    expect(hadSymbolMetadata).toBe(HAD_SYMBOL_METADATA)
  })

  it('refuses a route on anything but a public method, naming its path and place', () => {
    const { report, folder } = outcomeOf(flavour)
    const refused = Object.entries(report.refusals).filter(([, { code, message }]) => {
      const [, path = '', at = ''] = /^ConfigError: @route\("(.+?)"\) at (\S+) /.exec(message) ?? []
      return code === 'BAD_DECORATOR_TARGET' && declaredPaths(folder, at).includes(path)
    })
    const standard = flavour.decorators === 'standard' ? MISTAKES.standard : []
    expect(refused.map(([mistake]) => mistake)).toEqual([...MISTAKES.both, ...standard])
    expect(Object.keys(report.refusals)).toHaveLength(refused.length)
  })
})

/** A compiler with both kinds of decorators and both kinds of fields, or those that are asked for. */
function withFlavours(
  compiler: Compiler,
  {
    kinds = ['standard', 'legacy'],
    fields = [true, false],
  }: { kinds?: readonly Decorators[]; fields?: boolean[] } = {},
): readonly [Compiler, readonly Flavour[]] {
  const flavours = kinds.flatMap((decorators) =>
    fields.map((useDefineForClassFields) => ({
      name: `${compiler.name}, ${decorators}, fields ${useDefineForClassFields ? 'defined' : 'assigned'}`,
      decorators,
      useDefineForClassFields,
    })),
  )
  return [compiler, flavours]
}

async function inAProcess(
  { folder }: Workspace,
  compiler: Compiler,
  { flavour, compiling }: { readonly flavour: Flavour; readonly compiling: Promise<void> },
): Promise<Outcome> {
  await compiling
  const more = flavour.decorators === 'standard' ? ['refusals-standard'] : []
  const printed = await runNode([...compiler.program(flavour), JSON.stringify(REQUESTS), ...more], folder)
  return { report: JSON.parse(printed), folder }
}

async function inThisProcess(): Promise<Outcome> {
  const { report } = await import('../fixtures/flavours/report.js')
  return { report: await report(REQUESTS), folder: process.cwd() }
}

/** Keeps how a flavour went, so that one that fails is a failure of its own tests only. */
async function keep(flavour: Flavour, outcome: Promise<Outcome>): Promise<void> {
  const [result] = await Promise.allSettled([outcome])
  outcomes.set(flavour, result)
}

function outcomeOf(flavour: Flavour): Outcome {
  const result = outcomes.get(flavour)
  if (result?.status !== 'fulfilled') throw result?.reason ?? new Error(`${flavour.name} did not run`)
  return result.value
}

/** The paths that are declared in the line that a place names: in compiled files it may have several. */
function declaredPaths(folder: string, at: string): readonly string[] {
  const [, file = '', line = ''] = /^(.+):(\d+)$/.exec(at) ?? []
  if (file === '') return []
  const text = readFileSync(resolve(folder, file), 'utf8').split('\n')[Number(line) - 1] ?? ''
  return [...text.matchAll(/\(\s*["'](\/.*?)["']/g)].map((found) => found[1] ?? '')
}
