// A run as JSON: what ran where, every round, and the summaries. Kept in bench/results/, one file for each run.

import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Cores } from './cores.js'
import type { Measurement } from './rounds.js'
import type { Summary } from './summary.js'

/** What a run leaves behind. */
export interface Results {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly machine: Machine
  readonly method: Method
  readonly summaries: readonly Summary[]
  readonly measurements: readonly Measurement[]
}

/** What it ran on. */
export interface Machine {
  readonly node: string
  readonly system: string
  readonly processor: string
  readonly cores: number
  /** Processes that wanted a core in the minute before the run; more than a few tenths spoil the figures. */
  readonly loadAverage: number
}

/** How it was measured. */
export interface Method {
  readonly load: string
  readonly cores: Cores
  readonly starts: number
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
}

/** This machine, now. */
export function thisMachine(): Machine {
  const processors = cpus()
  return {
    node: process.version,
    system: `${platform()} ${arch()}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    loadAverage: loadavg()[0] ?? 0,
  }
}

/** The results as text. */
export function resultsText(results: Results): string {
  return `${JSON.stringify(results, undefined, 2)}\n`
}

/** Writes the results to a file named after the time. @returns its path */
export function keep(results: Results): string {
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL(`${results.startedAt.replaceAll(':', '-')}.json`, folder)
  writeFileSync(file, resultsText(results))
  return fileURLToPath(file)
}
