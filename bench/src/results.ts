// A run as JSON: what ran where, every round, and the summaries. Kept in bench/results/, one file for each run.

import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Cores } from './cores.js'
import type { Measured } from './measurement.js'
import { type Summary, summarize } from './summary.js'

/** What a run has measured, and how. */
export interface Run extends Measured {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly machine: Machine
  readonly method: Method
  /** In the order of the report. */
  readonly servers: readonly string[]
}

/** What a run leaves behind. */
export interface Results extends Run {
  readonly summaries: readonly Summary[]
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

/** Sums up a run. */
export function withSummaries(run: Run): Results {
  const { startedAt, machine, method, servers, measurements, memories } = run
  const summaries = summarize({ measurements, memories }, servers)
  return { startedAt, machine, method, servers, summaries, measurements, memories }
}

/** The results as text. */
export function resultsText(results: Results): string {
  return `${JSON.stringify(results, undefined, 2)}\n`
}

/** Writes the results to a file named after the time. @returns its path */
export function keep(results: Results): string {
  return keepText(results.startedAt, resultsText(results))
}

/** Writes a text to a file in bench/results/. @returns its path */
export function keepText(name: string, text: string): string {
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL(`${name.replaceAll(':', '-')}.json`, folder)
  writeFileSync(file, text)
  return fileURLToPath(file)
}
