// The system's Chromium, driven by playwright-core. Without one the tests are skipped, visibly; in CI that is a failure.

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const CANDIDATES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Quiet: no sandbox (the tests may run as root), nothing that calls home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the browser is, or undefined. @throws Error in CI if there is none */
export function chromiumPath(): string | undefined {
  const path = CANDIDATES.find((candidate) => candidate !== undefined && existsSync(candidate))
  if (path !== undefined) return path
  if (process.env['CI']) throw new Error('CI needs Chromium: apt-get install chromium')
  console.warn(
    'SKIPPED: the browser tests, because no Chromium is installed (apt-get install chromium, or set CHROMIUM)',
  )
  return undefined
}

/** Starts the browser; whoever starts it closes it. */
export function launch(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, headless: true, args: ARGUMENTS })
}
