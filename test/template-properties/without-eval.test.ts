// The engine never makes code from texts: all of the Mustache specification passes in a process that cannot.
// The specification's lambdas are texts of functions; here they become a module, which is no code from texts.

import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROJECT, runNode, runTsc } from '../flavours/workspace.js'

const SPECIFICATION = new URL('../template/mustache-spec/', import.meta.url)
const PROGRAM = fileURLToPath(new URL('without-eval/program.mjs', import.meta.url))
const FLAG = '--disallow-code-generation-from-strings'

let folder = ''
let cases = ''

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'miniweb-without-eval-')))
  cases = join(folder, 'cases.cjs')
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(cases, `module.exports = [${moduleCases().join(',\n')}]\n`)
  await runTsc(
    'typescript',
    ['-p', 'src', '--noCheck', '--declaration', 'false', '--outDir', join(folder, 'dist')],
    PROJECT,
  )
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Every case as the text of a JavaScript object. */
function moduleCases(): readonly string[] {
  const files = readdirSync(SPECIFICATION).filter((file) => file.endsWith('.json'))
  return files.flatMap((file) => {
    const { tests }: { tests: readonly object[] } = JSON.parse(readFileSync(new URL(file, SPECIFICATION), 'utf8'))
    return tests.map((spec) => written({ ...spec, lambdas: file.includes('lambdas') }))
  })
}

/** A value as JavaScript, where functions stand in it as functions. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if ('__tag__' in value && 'js' in value) return `(${String(value.js)})`
  return `{ ${Object.entries(value)
    .map(([key, item]) => `[${JSON.stringify(key)}]: ${written(item)}`)
    .join(', ')} }`
}

async function run(flags: readonly string[]): Promise<unknown> {
  return JSON.parse(await runNode([...flags, PROGRAM, join(folder, 'dist'), cases], folder))
}

const EVERYTHING = { ran: 194, wrong: [], literal: '<a href="/a%20b">&lt;</a>' }

it('passes all 194 cases where no code can be made from texts', { timeout: 60_000 }, async () => {
  expect(await run([FLAG])).toEqual({ ...EVERYTHING, evaluates: false })
})

it('would be told apart from a process that can make code', { timeout: 60_000 }, async () => {
  expect(await run([])).toEqual({ ...EVERYTHING, evaluates: true })
})
