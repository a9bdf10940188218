// Calls of render against generated declarations, by compiling: every bad call is refused once, with its sentence, beside
// a good one. And by rendering: what compiles renders without a missing name, what does not compile fails.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as miniweb from '../../src/index.js'
import { generateTemplateTypes } from '../../src/tooling.js'
import type { Case, Pair } from './calls/case.js'
import { INCLUSION_CASES } from './calls/inclusion-cases.js'
import { SECTION_CASES } from './calls/section-cases.js'
import { VALUE_CASES } from './calls/value-cases.js'
import { COMPILERS, type Complaint, openWorkshop, type Workshop } from './workshop.js'

const CASES = [...VALUE_CASES, ...SECTION_CASES, ...INCLUSION_CASES]

/** A call in a generated source. */
interface Call {
  readonly title: string
  readonly file: string
  readonly line: number
  readonly code: string
  readonly setup: string
}

const HEAD =
  "import { html, render, trustedUrl } from 'miniweb'\nimport type { User } from '../src/db.js'\nexport { html, trustedUrl, type User }"

const sources = CASES.map((each, index) => sourceOf(each, `calls/case-${index}.ts`))
const good = sources.flatMap(({ good }) => good)
const bad = sources.flatMap(({ bad }) => bad)

let workshop: Workshop
let engine: miniweb.TemplateEngine

beforeAll(async () => {
  workshop = await openWorkshop()
  const templates = CASES.flatMap(({ templates }) =>
    Object.entries(templates).map(([name, text]) => [`templates/${name}`, text]),
  )
  await workshop.write({
    'src/db.ts': 'export interface User { name: string; age: number }\n',
    ...Object.fromEntries(templates),
    ...Object.fromEntries(sources.map(({ file, text }) => [file, text])),
  })
  const dir = join(workshop.folder, 'templates')
  const out = join(workshop.folder, 'calls/templates.d.ts')
  const { text, problems } = generateTemplateTypes({ dir, out })
  expect(problems.map(String)).toEqual([])
  await workshop.write({ 'calls/templates.d.ts': text })
  engine = new miniweb.TemplateEngine({ dir, dev: false, missing: 'error' })
}, 30_000)

afterAll(() => workshop.close())

it('has more than thirty bad calls', () => {
  expect(bad.length).toBeGreaterThan(30)
})

describe.each(COMPILERS)('%s', (compiler) => {
  let complaints: readonly Complaint[] = []

  beforeAll(async () => {
    complaints = await workshop.compile(compiler, 'calls')
  }, 60_000)

  it.each(bad)('$title: refuses $code', ({ file, line, says }) => {
    const found = complaints.filter((each) => each.file === file && each.line === line)
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(says)])
  })

  it('refuses no other line', () => {
    const refused = new Set(bad.map(({ file, line }) => `${file}:${line}`))
    expect(complaints.filter(({ file, line }) => !refused.has(`${file}:${line}`))).toEqual([])
  })

  it('finds nothing wrong in the generated file itself', async () => {
    const inside = await workshop.compile(compiler, 'calls', { skipLibCheck: false, noUnusedLocals: true })
    expect(inside.filter(({ file }) => file.endsWith('.d.ts'))).toEqual([])
  }, 60_000)
})

describe('the engine', () => {
  it.each(good)('$title: renders $code', (call) => {
    expect(renderCall(call)).toEqual(expect.any(String))
  })

  it.each(bad.filter(({ rendersThough }) => rendersThough === undefined))('$title: fails to render $code', (call) => {
    expect(() => renderCall(call)).toThrow()
  })

  it.each(bad.filter(({ rendersThough }) => rendersThough !== undefined))(
    '$title: renders $code, for $rendersThough',
    (call) => {
      expect(renderCall(call)).toEqual(expect.any(String))
    },
  )
})

describe('the generated file', () => {
  it('is the same whatever the order of the files', () => {
    const text = readFileSync(join(workshop.folder, 'calls/templates.d.ts'), 'utf8')
    expect(
      generateTemplateTypes({ dir: join(workshop.folder, 'templates'), out: join(workshop.folder, 'calls/x.d.ts') })
        .text,
    ).toBe(text)
    const names = [...text.matchAll(/^ {4}'(.+?)':/gm)].map(([, name]) => name)
    const [blocks, whole] = [true, false].map((isBlock) =>
      names.filter((name) => name?.includes('#') === isBlock).sort(),
    )
    expect(names).toEqual([...(whole ?? []), ...(blocks ?? [])])
  })

  it('has no blanks at the end of a line', () => {
    expect(readFileSync(join(workshop.folder, 'calls/templates.d.ts'), 'utf8')).not.toMatch(/[ \t]$/m)
  })

  it('has no line longer than 120, but for texts of one piece', () => {
    const text = readFileSync(join(workshop.folder, 'calls/templates.d.ts'), 'utf8')
    expect(text.split('\n').filter((line) => line.length > 120 && !line.includes(' is declared as '))).toEqual([])
  })
})

/** The source of a case: its calls, one a line. */
function sourceOf({ title, setup = '', good: more = [], pairs }: Case, file: string) {
  const head = `${HEAD}\n${setup}`
  const lines = head.split('\n').length
  const call = (code: string, index: number): Call => ({ title, file, line: lines + 1 + index, code, setup })
  const calls = [...new Set([...more, ...pairs.map((pair) => pair.good)])].map(call)
  const wrong = pairs.map((pair: Pair, index) => ({ ...pair, ...call(pair.bad, calls.length + index) }))
  return {
    file,
    text: `${head}\n${[...calls, ...wrong].map(({ code }) => code).join('\n')}\n`,
    good: calls,
    bad: wrong,
  }
}

/** Runs a call, and renders what it asks for. */
function renderCall({ setup, code }: Call): string {
  const source = `const { html, render, trustedUrl } = miniweb; ${setup}; return ${code}`
  const { code: script } = transformSync(`function run(miniweb) { ${source} }`, { loader: 'ts' })
  const reply: unknown = new Function('miniweb', `${script}; return run(miniweb)`)(miniweb)
  if (!(reply instanceof miniweb.Reply)) throw new Error(`${code} makes no reply`)
  const { body } = reply
  if (body === null || typeof body !== 'object' || !('kind' in body) || body.kind !== 'view') throw new Error(code)
  return engine.render(body.name, body.data)
}
