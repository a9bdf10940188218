// wrk: written in C, so that one core of it outruns any server that is measured.
// @see https://github.com/wg/wrk

import { fileURLToPath } from 'node:url'
import { type LoadProgram, loadCounts } from './load.js'

const SUMMARY = fileURLToPath(new URL('../wrk-summary.lua', import.meta.url))

/** One thread, which is all that one core can use. */
export const wrk: LoadProgram = {
  name: 'wrk',
  async run({ question, seconds, connections }, { children, cwd, core }) {
    const headers = Object.entries(question.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`])
    const args = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`]
    const about = [...headers, '--script', SUMMARY, question.url]
    const printed = await children.output({ program: 'wrk', args: [...args, ...about], core, cwd })
    return loadCounts('wrk', printed)
  },
}
