// The measurement of a scenario: servers take turns, round by round, so that whatever else the machine does meets them
// all alike; each round starts with another server. One round of each goes uncounted, to warm up.

import { checkAnswer } from './answer.js'
import type { Children } from './children.js'
import type { Contender } from './contenders.js'
import type { Cores } from './cores.js'
import { heads } from './heads.js'
import { checkCounts, type LoadProgram } from './load.js'
import type { Options } from './options.js'
import { processSeconds } from './process-time.js'
import { questionFor } from './question.js'
import type { Question, Scenario } from './scenarios.js'
import { type RunningServer, startServer } from './server-process.js'

/** One server in one round. */
export interface Measurement {
  readonly scenario: string
  readonly server: string
  /** Counted from 1. */
  readonly start: number
  /** Counted from 1 in each start. */
  readonly round: number
  readonly requestsPerSecond: number
  /** The server's CPU time per answered request; undefined where the system does not tell. */
  readonly cpuMicroseconds: number | undefined
}

/** Where and with what measuring takes place. */
export interface Setting {
  readonly options: Options
  readonly children: Children
  /** The folder with the static files. */
  readonly cwd: string
  readonly cores: Cores
  readonly load: LoadProgram
  /** Takes a line about how far it is. */
  readonly progress: (line: string) => void
}

/** Measures the servers that answer a scenario. @throws BenchFailure if one does not answer as it must */
export async function measure(scenario: Scenario, setting: Setting): Promise<readonly Measurement[]> {
  const { starts } = setting.options
  const measurements: Measurement[] = []
  for (let start = 1; start <= starts; start += 1) {
    measurements.push(...(await measureStart({ scenario, start, setting })))
  }
  return measurements
}

/** A server and what it is asked. */
interface Asked {
  readonly server: RunningServer
  readonly question: Question
}

interface Start {
  readonly scenario: Scenario
  readonly start: number
  readonly setting: Setting
}

async function measureStart(at: Start): Promise<readonly Measurement[]> {
  const { scenario, setting } = at
  const contenders = setting.options.contenders.filter(({ scenarios }) => scenarios.includes(scenario.name))
  const servers: RunningServer[] = []
  const asked: Asked[] = []
  try {
    for (const contender of contenders) {
      const server = await start(contender, at)
      servers.push(server)
      const question = await questionFor(server, scenario)
      await checkAnswer(server.name, question, scenario.expected)
      asked.push({ server, question })
    }
    return await measureRounds(asked, at)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function start(contender: Contender, { scenario, setting }: Start): Promise<RunningServer> {
  const { children, cwd, cores } = setting
  const core = cores.kind === 'pinned' ? cores.server : undefined
  return startServer(contender, scenario, { children, cwd, core })
}

async function measureRounds(servers: readonly Asked[], at: Start): Promise<readonly Measurement[]> {
  const { options, progress } = at.setting
  const measurements: Measurement[] = []
  for (let round = 0; round <= options.rounds; round += 1) {
    const inTurn = [...servers.slice(round % servers.length), ...servers.slice(0, round % servers.length)]
    const measured: Measurement[] = []
    for (const server of inTurn) measured.push(await measureRound(server, round, at))
    const name = round === 0 ? 'warm-up' : `round ${round}/${options.rounds}`
    progress(`${at.scenario.name}, start ${at.start}/${options.starts}, ${name}: ${measured.map(inShort).join(', ')}`)
    if (round > 0) measurements.push(...measured)
  }
  return measurements
}

async function measureRound({ server, question }: Asked, round: number, at: Start): Promise<Measurement> {
  const { options, children, cwd, cores } = at.setting
  const load = question.method === 'HEAD' ? heads : at.setting.load
  const order = { question, seconds: options.seconds, connections: options.connections }
  const before = processSeconds(server.pid)
  const counts = await load.run(order, { children, cwd, core: cores.kind === 'pinned' ? cores.load : undefined })
  const after = processSeconds(server.pid)
  checkCounts(server.name, at.scenario.expected.body.length, counts)
  await checkAnswer(server.name, question, at.scenario.expected)
  return {
    scenario: at.scenario.name,
    server: server.name,
    start: at.start,
    round,
    requestsPerSecond: counts.requests / counts.seconds,
    cpuMicroseconds:
      before === undefined || after === undefined ? undefined : ((after - before) * 1e6) / counts.requests,
  }
}

function inShort({ server, requestsPerSecond }: Measurement): string {
  return `${server} ${Math.round(requestsPerSecond)}/s`
}
