// The path of a stranger: the section of the README that makes an app with a form, a session and a test, from the packed
// package. Each command is run, each file written, in the order in which they stand there.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { writeNamedBlocks } from '../docs/named-blocks.js'
import { PROJECT } from '../flavours/workspace.js'
import { hasRegistry, openPackedPackage, type PackedPackage, run, startApp } from './packed-package.js'

const TIMEOUT_MS = 300_000
const SECTION = /^## A form, a session and a test\n([\s\S]*?)^## /m

const section = SECTION.exec(readFileSync(join(PROJECT, 'README.md'), 'utf8'))?.[1] ?? ''
const [before = [], after = []] = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, lines = '']) =>
  commandsOf(lines),
)

describe.skipIf(!(await hasRegistry()))('from the README alone', () => {
  let miniweb: PackedPackage
  let folder: string

  beforeAll(async () => {
    miniweb = await openPackedPackage()
    folder = join(miniweb.folder, 'notes')
  }, TIMEOUT_MS)
  afterAll(() => miniweb?.remove())

  it('there are commands before and after the files', () => {
    expect(before.slice(0, 2)).toEqual(['npx miniweb new notes --empty --yes', 'cd notes'])
    expect(after).toEqual(['npx miniweb types', 'npm test', 'npm run check', 'npm run dev'])
  })

  it('an app is made, compiles, passes its tests and is checked', { timeout: TIMEOUT_MS }, async () => {
    const [make = '', , ...rest] = before
    // What a registry would give is the tarball here.
    const options = [...make.split(' ').slice(2), '--package', miniweb.tarball]
    await run(process.execPath, [miniweb.cli, ...options], miniweb.folder)
    for (const command of rest) await shell(command)
    writeNamedBlocks(section, folder)
    const written: string[] = []
    for (const command of after.slice(0, -1)) written.push(await shell(command))
    const [types, tests, check] = written
    expect(types).toContain('templates.d.ts')
    expect(tests).toMatch(/Tests .*3 passed.*\(3\)/)
    expect(check).toMatch(/^all is well: /m)
  })

  it('and runs', { timeout: TIMEOUT_MS }, async () => {
    const app = await startApp('dev', folder)
    onTestFinished(() => app.stop())
    const answer = await fetch(`${app.url}/notes`)
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('<label for="text">A note</label>'),
    ])
  })

  async function shell(command: string): Promise<string> {
    const { stdout } = await run('sh', ['-c', command], folder)
    return stdout
  }
})

/** The commands of a block, without what is said about them. */
function commandsOf(lines: string): readonly string[] {
  return lines.split('\n').flatMap((line) => line.replace(/\s+#.*$/, '') || [])
}
