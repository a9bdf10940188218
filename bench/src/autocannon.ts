// autocannon: written in JavaScript, so that it is often slower than the server; requests per second then tell more of
// it than of the server, and only the CPU time per request compares servers.
// @see https://github.com/mcollina/autocannon

import { fileURLToPath } from 'node:url'
import { readCounts } from './counts.js'
import type { LoadProgram } from './load.js'

/** In a process of its own, so that it can have its own core. */
export const autocannon: LoadProgram = {
  name: 'autocannon',
  takesTurns: false,
  async run({ questions, pipelined, seconds, connections }, { children, cwd, core }) {
    const [question] = questions
    if (question === undefined) throw new Error('there is nothing to ask')
    const { url, method, headers, body } = question
    const program = fileURLToPath(import.meta.resolve('autocannon'))
    const args = ['--json', '--connections', connections, '--duration', Math.ceil(seconds), '--pipelining', pipelined]
    const fields = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`])
    const about = ['--method', method, ...(body === '' ? [] : ['--body', body]), ...fields, url]
    const command = { program: process.execPath, args: [program, ...args.map(String), ...about], core, cwd }
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
