// The options of an app, and what they are where nobody sets them.

import { type Log, logToStderr, safeLog } from './log.js'
import type { StaticFolder } from './static/options.js'

/** Bounds on what a request and the end of the app may cost. */
export interface Limits {
  /** The largest body that is read, in bytes. Default: 1,048,576. */
  readonly bodyBytes?: number
  /** How long closing waits for running answers, in milliseconds. Default: 10,000. */
  readonly drainMs?: number
}

/** The options of an app. */
export interface AppOptions {
  /** The templates folder; `false`: none. Default: `templates` where it exists. */
  readonly templates?: string | URL | false
  /** The static folder, served under `/static/`, or a list of folders; `false`: none. Default: none. */
  readonly static?: string | URL | false | readonly StaticFolder[]
  /** Errors with message and stack in the answer, hints in the log. Default: whether NODE_ENV is `development`. */
  readonly dev?: boolean
  readonly limits?: Limits
  /** Takes what the framework has to say. Default: a line on stderr. */
  readonly log?: Log
  /** Close on SIGTERM and SIGINT while listening. Default: true. */
  readonly signals?: boolean
}

/** The options with their defaults. */
export interface ResolvedOptions {
  readonly templates: string | URL | false | undefined
  readonly folders: readonly StaticFolder[]
  readonly dev: boolean
  readonly bodyLimitBytes: number
  readonly drainMs: number
  readonly log: Log
  readonly signals: boolean
}

/** Fills in the defaults. */
export function resolveOptions(options: AppOptions): ResolvedOptions {
  return {
    templates: options.templates,
    folders: staticFolders(options.static),
    dev: options.dev ?? process.env['NODE_ENV'] === 'development',
    bodyLimitBytes: options.limits?.bodyBytes ?? 1_048_576,
    drainMs: options.limits?.drainMs ?? 10_000,
    log: safeLog(options.log ?? logToStderr),
    signals: options.signals ?? true,
  }
}

function staticFolders(option: AppOptions['static']): readonly StaticFolder[] {
  if (option === undefined || option === false) return []
  return typeof option === 'string' || option instanceof URL ? [{ dir: option }] : option
}
