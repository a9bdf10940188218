// The options of health answers, checked when the layer is made.

import { ConfigError } from '../../errors.js'
import { type Log, logToStderr, safeLog } from '../../log.js'
import { type HealthCheck, RepeatedCheck } from './check.js'

/** Where the answers are, and what they go by. */
export interface HealthOptions {
  /** Whether the app takes requests: `() => app.isReady`. */
  readonly isReady: () => boolean
  /** The path that tells whether the process answers. Default: `/healthz`. */
  readonly path?: string
  /** The path that tells whether the app is ready for requests. Default: `/readyz`. */
  readonly ready?: string
  /** What the app needs to be ready, by names that everybody may see. Default: nothing. */
  readonly checks?: Readonly<Record<string, HealthCheck>>
  /** How long a check may take, in milliseconds. Default: 1,000. */
  readonly timeoutMs?: number
  /** How long what a check found holds, in milliseconds. Default: 5,000. */
  readonly intervalMs?: number
  /** Takes what there is to say about checks that fail. Default: a line on stderr. */
  readonly log?: Log
}

/** The options with their defaults. */
export interface HealthSettings {
  readonly isReady: () => boolean
  readonly path: string
  readonly ready: string
  readonly checks: ReadonlyMap<string, RepeatedCheck>
}

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function healthSettings(options: HealthOptions): HealthSettings {
  const { isReady, path = '/healthz', ready = '/readyz', checks = {}, log = logToStderr } = options
  if (typeof isReady !== 'function') throw bad('isReady is a function: health({ isReady: () => app.isReady })')
  for (const one of [path, ready])
    if (!/^\/[\w.~/-]+$/.test(one)) throw bad(`${JSON.stringify(one)} is no path such as /healthz`)
  if (path === ready) throw bad(`path and ready are both ${path}`)
  const settings = {
    timeoutMs: milliseconds('timeoutMs', options.timeoutMs ?? 1_000),
    intervalMs: milliseconds('intervalMs', options.intervalMs ?? 5_000),
    log: safeLog(log),
  }
  return { isReady, path, ready, checks: new Map(Object.entries(checks).map(repeated)) }

  function repeated([name, check]: [string, HealthCheck]): [string, RepeatedCheck] {
    if (typeof check !== 'function') throw bad(`the check ${name} is no function`)
    return [name, new RepeatedCheck(name, check, settings)]
  }
}

function milliseconds(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return value
  throw bad(`${name}: ${value} is no whole number of milliseconds, at least 1`)
}

function bad(what: string): ConfigError {
  return new ConfigError('BAD_OPTION', `health: ${what}`)
}
