// Starts apps in turn: how long each takes from its start to its first answer, and how much memory it then holds.

import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Children } from '../children.js'
import { residentMiB } from '../process-memory.js'
import { BASELINE, type FootprintApp, GREETING } from './apps.js'
import { mustAnswer, start } from './start.js'

/** How an app starts: medians, and the ratio to the baseline in the same round. */
export interface ColdStart {
  readonly app: string
  readonly milliseconds: number
  readonly least: number
  readonly most: number
  readonly ratio: number
  /** After the first answer and half a second of silence; undefined on a system without /proc. */
  readonly residentMiB: number | undefined
  readonly rounds: readonly OneStart[]
}

interface OneStart {
  readonly milliseconds: number
  readonly residentMiB: number | undefined
}

/** How often, and where. */
interface Rounds {
  readonly rounds: number
  readonly core: number | undefined
  readonly cwd: string
}

const SILENCE_MS = 500

/** Starts each app once a round, in an order that turns, after one round that does not count. */
export async function coldStarts(
  children: Children,
  apps: readonly FootprintApp[],
  { rounds, core, cwd }: Rounds,
): Promise<readonly ColdStart[]> {
  const all: ReadonlyMap<FootprintApp, OneStart>[] = []
  for (let round = -1; round < rounds; round++) {
    const started = new Map<FootprintApp, OneStart>()
    for (const app of turned(apps, round + 1)) started.set(app, await startOnce(children, app, { core, cwd }))
    if (round >= 0) all.push(started)
  }
  return apps.map((app) => summaryOf(app, all))
}

async function startOnce(children: Children, { name }: FootprintApp, where: Omit<Rounds, 'rounds'>): Promise<OneStart> {
  const path = fileURLToPath(new URL(`apps/${name}.js`, import.meta.url))
  const before = performance.now()
  const app = await start(children, { path, ...where })
  await mustAnswer(app, GREETING)
  const milliseconds = performance.now() - before
  await delay(SILENCE_MS)
  const resident = residentMiB(app.pid)
  await children.stop(app.child)
  return { milliseconds, residentMiB: resident }
}

function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

function summaryOf(app: FootprintApp, all: readonly ReadonlyMap<FootprintApp, OneStart>[]): ColdStart {
  const rounds = all.flatMap((round) => round.get(app) ?? [])
  const times = rounds.map(({ milliseconds }) => milliseconds)
  const ratios = all.map((round) => {
    return (round.get(app)?.milliseconds ?? Number.NaN) / (round.get(BASELINE)?.milliseconds ?? Number.NaN)
  })
  const resident = rounds.flatMap((one) => one.residentMiB ?? [])
  return {
    app: app.name,
    milliseconds: median(times),
    least: Math.min(...times),
    most: Math.max(...times),
    ratio: median(ratios),
    residentMiB: resident.length === 0 ? undefined : median(resident),
    rounds,
  }
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
