// wrk: written in C, so that one core of it outruns any server that is measured.
// @see https://github.com/wg/wrk

import { fileURLToPath } from 'node:url'
import { isInstalled } from './installed.js'
import { type LoadProgram, loadCounts } from './load.js'
import { requestText } from './question.js'

const SCRIPT = fileURLToPath(new URL('../wrk-requests.lua', import.meta.url))

/**
 * One thread, which is all that one core can use. wrk takes whole seconds only: a round that is not whole is told to
 * last longer, and interrupted so long after its first line, upon which wrk stops within 0.1 s and counts for the time
 * it had. `stdbuf` lets the line come when it is printed; without it a round lasts the next whole second.
 */
export const wrk: LoadProgram = {
  name: 'wrk',
  takesTurns: true,
  async run({ questions, pipelined, seconds, connections }, { children, cwd, core }) {
    const { origin } = new URL(questions[0]?.url ?? '')
    const texts = questions.map((question) => requestText(question).repeat(pipelined))
    const isCut = !Number.isInteger(seconds) && isInstalled('stdbuf')
    const duration = Math.ceil(seconds) + (isCut ? 1 : 0)
    const args = ['--threads', '1', '--connections', String(connections), '--duration', `${duration}s`]
    const wrkArgs = [...args, '--script', SCRIPT, origin, '--', ...texts]
    const printed = isCut
      ? await children.output({
          program: 'stdbuf',
          args: ['-oL', 'wrk', ...wrkArgs],
          core,
          cwd,
          interruptAfterMs: seconds * 1000,
        })
      : await children.output({ program: 'wrk', args: wrkArgs, core, cwd })
    return loadCounts('wrk', printed)
  },
}
