// autocannon: written in JavaScript, so that it is often slower than the server; requests per second then tell more of
// it than of the server, and only the CPU time per request compares servers.
// @see https://github.com/mcollina/autocannon

import { fileURLToPath } from 'node:url'
import { readCounts } from './counts.js'
import type { LoadProgram } from './load.js'

/** In a process of its own, so that it can have its own core. */
export const autocannon: LoadProgram = {
  name: 'autocannon',
  async run({ question, seconds, connections }, { children, cwd, core }) {
    const program = fileURLToPath(import.meta.resolve('autocannon'))
    const headers = Object.entries(question.headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`])
    const args = ['--json', '--connections', String(connections), '--duration', String(seconds), ...headers]
    const command = { program: process.execPath, args: [program, ...args, question.url], core, cwd }
    const printed = await children.output(command)
    const numberAt = readCounts('autocannon', printed)
    return {
      requests: numberAt('requests.total'),
      seconds: numberAt('duration'),
      bytes: numberAt('throughput.total'),
      badStatus: numberAt('non2xx'),
      badSocket: numberAt('errors'),
    }
  },
}
