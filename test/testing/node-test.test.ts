// The visitor under node's own test runner, in a process of its own, which ends when the tests have.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const PROGRAM = fileURLToPath(new URL('node-test-program.ts', import.meta.url))

it('works with node:test, and leaves nothing that keeps the process alive', { timeout: 60_000 }, async () => {
  const options = ['--import', 'tsx', '--test', '--test-reporter', 'tap', PROGRAM]
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, options, { env, timeout: 50_000 })
  expect(stdout).toMatch(/^# pass 2$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
})
