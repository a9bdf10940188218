// The port of a command: from its options or the environment.

import { UsageError } from './usage.js'

/**
 * The port that is wanted; 0 is any free one.
 *
 * @param option what the command line says; default: PORT of the environment, or 3000
 * @throws UsageError for what is no port
 */
export function wantedPort(option: string | undefined, help: string): number {
  const text = option ?? process.env['PORT'] ?? '3000'
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new UsageError(`${option === undefined ? 'PORT' : '--port'} is a number up to 65535, not "${text}"`, help)
}
