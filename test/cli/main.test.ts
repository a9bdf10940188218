// The command `miniweb` in this process: its words come from the process, what it says and its exit code go there.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const { argv, exitCode } = process

beforeEach(() => {
  vi.resetModules()
  vi.spyOn(process, 'once').mockReturnThis()
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'on').mockReturnThis()
})

afterEach(() => {
  process.argv = argv
  process.exitCode = exitCode
  vi.restoreAllMocks()
})

async function miniweb(...words: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> {
  const said: unknown[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => said.push(text) > 0)
  }
  process.argv = ['node', 'miniweb', ...words]
  await import('../../src/cli/main.js')
  return { code: process.exitCode, said: said.join('') }
}

it('ends with the exit code of the command', async () => {
  expect(await miniweb('--version')).toEqual({ code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  vi.resetModules()
  expect(await miniweb('none')).toEqual({ code: 2, said: expect.stringContaining('there is no command "none"') })
})

it('says in one line what goes wrong, and ends with 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-main-'))
  const { code, said } = await miniweb('types', folder, '--out', `${import.meta.filename}/types.d.ts`)
  rmSync(folder, { recursive: true })
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/^\S*miniweb: cannot write .*types\.d\.ts: ENOTDIR: not a directory\S*\n$/),
  })
})

it('listens for signals, and for readers who leave', async () => {
  await miniweb('--version')
  expect(vi.mocked(process.once).mock.calls.map(([name]) => name)).toEqual(['SIGINT', 'SIGTERM'])
  for (const stream of [process.stdout, process.stderr])
    expect(stream.on).toHaveBeenCalledWith('error', expect.anything())
})
