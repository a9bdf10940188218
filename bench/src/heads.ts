// HEAD requests: wrk and autocannon wait for the body that the head of the answer announces. A program of ours, then;
// it only counts heads, but being JavaScript it may be the slower side: compare CPU times.

import { fileURLToPath } from 'node:url'
import { type LoadProgram, loadCounts } from './load.js'

const PROGRAM = fileURLToPath(new URL('head-requests.js', import.meta.url))

/** In a process of its own, so that it can have its own core. */
export const heads: LoadProgram = {
  name: 'heads',
  takesTurns: false,
  async run({ questions, seconds, connections }, { children, cwd, core }) {
    const args = [PROGRAM, questions[0]?.url ?? '', String(seconds), String(connections)]
    const printed = await children.output({ program: process.execPath, args, core, cwd })
    return loadCounts('heads', printed)
  },
}
