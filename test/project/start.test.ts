// `npm start` on a checkout: builds, starts the example app, says where, ends in order.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

it('npm start prints an address that answers, and ends on SIGTERM', { timeout: 60_000 }, async () => {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', LINK_BOARD: ':memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  try {
    const address = await printedAddress(child.stdout)
    const answer = await fetch(address)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('The TypeScript handbook')
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await once(child, 'exit')
  }
})

async function printedAddress(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address !== undefined) return address
  }
  throw new Error('npm start printed no address')
}
