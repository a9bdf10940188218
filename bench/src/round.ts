// One round of one server: load for some seconds, the CPU time that it cost, and the answers once more.

import { checkAnswer } from './answer.js'
import { heads } from './heads.js'
import { checkCounts, type LoadOrder, type LoadPlace, type LoadProgram } from './load.js'
import { processSeconds } from './process-time.js'
import type { RunningServer } from './server-process.js'

/** What makes the load of a round, and where. */
export interface RoundSetting {
  readonly load: LoadProgram
  readonly place: LoadPlace
}

/** What a round came to. */
export interface RoundResult {
  readonly requestsPerSecond: number
  readonly cpuMicroseconds: number | undefined
}

/** Measures a server. @throws BenchFailure if it did not answer every request as it must */
export async function measureRound(
  { name, pid }: RunningServer,
  order: LoadOrder,
  { load, place }: RoundSetting,
): Promise<RoundResult> {
  const program = order.questions.some(({ method }) => method === 'HEAD') ? heads : load
  const before = processSeconds(pid)
  const counts = await program.run(order, place)
  const after = processSeconds(pid)
  checkCounts(name, order, counts)
  for (const question of order.questions) await checkAnswer(name, question)
  return {
    requestsPerSecond: counts.requests / counts.seconds,
    cpuMicroseconds:
      before === undefined || after === undefined ? undefined : ((after - before) * 1e6) / counts.requests,
  }
}
