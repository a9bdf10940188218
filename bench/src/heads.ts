// HEAD requests: wrk and autocannon wait for the body that the head of the answer announces. A program of ours, then;
// it only counts heads, but being JavaScript it may be the slower side: compare CPU times.

import { fileURLToPath } from 'node:url'
import { readCounts } from './counts.js'
import type { LoadProgram } from './load.js'

const PROGRAM = fileURLToPath(new URL('head-requests.js', import.meta.url))

/** In a process of its own, so that it can have its own core. */
export const heads: LoadProgram = {
  name: 'heads',
  async run({ question, seconds, connections }, { children, cwd, core }) {
    const args = [PROGRAM, question.url, String(seconds), String(connections)]
    const printed = await children.output({ program: process.execPath, args, core, cwd })
    const numberAt = readCounts('heads', printed)
    return {
      requests: numberAt('requests'),
      seconds: numberAt('seconds'),
      bytes: numberAt('bytes'),
      badStatus: numberAt('badStatus'),
      badSocket: numberAt('badSocket'),
    }
  },
}
