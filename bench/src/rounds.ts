// The measurement of a scenario: servers take turns, round by round, so that whatever else the machine does meets them
// all alike; each round starts with another server. One round of each goes uncounted, to warm up.

import { checkAnswer } from './answer.js'
import type { Children } from './children.js'
import type { Contender } from './contenders.js'
import type { Cores } from './cores.js'
import { BenchFailure } from './failure.js'
import type { LoadOrder, LoadProgram } from './load.js'
import type { Measured, Measurement, Memory } from './measurement.js'
import type { Options } from './options.js'
import { residentMiB } from './process-memory.js'
import type { Progress } from './progress.js'
import { type Question, questionsFor } from './question.js'
import { measureRound } from './round.js'
import type { Scenario } from './scenarios.js'
import { type RunningServer, startServer } from './server-process.js'

/** Which servers are measured, how often, how long and how hard. */
export type Plan = Pick<Options, 'contenders' | 'starts' | 'rounds' | 'seconds' | 'connections'>

/** Where and with what measuring takes place. */
export interface Setting {
  readonly options: Plan
  readonly children: Children
  /** The folder with the static files. */
  readonly cwd: string
  readonly cores: Cores
  readonly load: LoadProgram
}

/** The rounds of single servers that a run of these scenarios takes, those to warm up included. */
export function roundsOf(scenarios: readonly Scenario[], { contenders, starts, rounds }: Plan): number {
  const servers = scenarios.reduce((sum, scenario) => sum + answering(contenders, scenario).length, 0)
  return servers * starts * (rounds + 1)
}

/** Measures the servers that answer a scenario. @throws BenchFailure if one does not answer as it must */
export async function measure(scenario: Scenario, setting: Setting, progress: Progress): Promise<Measured> {
  const measurements: Measurement[] = []
  const memories: Memory[] = []
  for (let start = 1; start <= setting.options.starts; start += 1) {
    const measured = await measureStart({ scenario, start, setting, progress })
    measurements.push(...measured.measurements)
    memories.push(...measured.memories)
  }
  return { measurements, memories }
}

/** A server, what it held when it had started, and what it is asked. */
interface Asked {
  readonly server: RunningServer
  readonly idleMiB: number | undefined
  readonly order: LoadOrder
}

interface Start {
  readonly scenario: Scenario
  readonly start: number
  readonly setting: Setting
  readonly progress: Progress
}

function answering(contenders: readonly Contender[], { name }: Scenario): readonly Contender[] {
  return contenders.filter(({ scenarios }) => scenarios.includes(name))
}

async function measureStart(at: Start): Promise<Measured> {
  const { scenario, setting } = at
  const servers: RunningServer[] = []
  const asked: Asked[] = []
  try {
    for (const contender of answering(setting.options.contenders, scenario)) {
      const server = await start(contender, at)
      servers.push(server)
      asked.push(await ask(server, contender, at))
    }
    const measurements = await measureRounds(asked, at)
    return { measurements, memories: asked.map((one) => memory(one, at)) }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function start(contender: Contender, { scenario, setting }: Start): Promise<RunningServer> {
  const { children, cwd, cores } = setting
  const core = cores.kind === 'pinned' ? cores.server : undefined
  return startServer(contender, scenario, { children, cwd, core })
}

async function ask(server: RunningServer, { fields = [] }: Contender, { scenario, setting }: Start): Promise<Asked> {
  const idleMiB = residentMiB(server.pid)
  const questions: Question[] = []
  for (const question of await questionsFor(server, scenario)) {
    const headers = await checkAnswer(server.name, question)
    const missing = fields.find((name) => headers[name] === undefined)
    if (missing) throw new BenchFailure(`${server.name} answers ${scenario.name} without the header field ${missing}`)
    const isCompressed = headers['content-encoding'] !== undefined
    questions.push(isCompressed ? { ...question, bodyBytes: Number(headers['content-length']) } : question)
  }
  const { seconds, connections } = setting.options
  return { server, idleMiB, order: { questions, pipelined: scenario.pipelined, seconds, connections } }
}

function memory({ server, idleMiB }: Asked, { scenario, start }: Start): Memory {
  return { scenario: scenario.name, server: server.name, start, idleMiB, loadedMiB: residentMiB(server.pid) }
}

async function measureRounds(servers: readonly Asked[], at: Start): Promise<readonly Measurement[]> {
  const { scenario, progress, setting } = at
  const { rounds, starts } = setting.options
  const measurements: Measurement[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const inTurn = [...servers.slice(round % servers.length), ...servers.slice(0, round % servers.length)]
    const measured: Measurement[] = []
    for (const one of inTurn) measured.push(await measureOne(one, round, at))
    const name = round === 0 ? 'warm-up' : `round ${round}/${rounds}`
    const line = `${scenario.name}, start ${at.start}/${starts}, ${name}: ${measured.map(inShort).join(', ')}`
    progress.advance(servers.length, line)
    if (round > 0) measurements.push(...measured)
  }
  return measurements
}

async function measureOne({ server, order }: Asked, round: number, at: Start): Promise<Measurement> {
  const { children, cwd, cores, load } = at.setting
  const place = { children, cwd, core: cores.kind === 'pinned' ? cores.load : undefined }
  const result = await measureRound(server, order, { load, place })
  return { scenario: at.scenario.name, server: server.name, start: at.start, round, ...result }
}

function inShort({ server, requestsPerSecond }: Measurement): string {
  return `${server} ${Math.round(requestsPerSecond)}/s`
}
