// The options of an app, and what they are where nobody sets them.

import { devSession } from './dev-session.js'
import { ConfigError } from './errors.js'
import { hostCheck, LOCAL_HOSTS } from './http/allowed-hosts.js'
import { originSet } from './http/cross-origin.js'
import { clientFinder, type FindClient, type TrustProxy } from './http/forwarded.js'
import { type Limits, resolveLimits } from './limits.js'
import { type Log, logToStderr, safeLog } from './log.js'
import type { StaticFolder } from './static/options.js'

/** The options of an app. */
export interface AppOptions {
  /** The templates folder; `false`: none. Default: `templates` where it exists. */
  readonly templates?: string | URL | false
  /** The static folder, served under `/static/`, or a list of folders; `false`: none. Default: none. */
  readonly static?: string | URL | false | readonly StaticFolder[]
  /** Errors with message and stack in the answer, hints in the log. Default: whether NODE_ENV is `development`. */
  readonly dev?: boolean
  /** Bounds on what a request, a connection and the end of the app may cost. */
  readonly limits?: Limits
  /**
   * Which proxies before the app are believed about the client's address, host and scheme: how many they are, or their
   * addresses and ranges. Default: none.
   */
  readonly trustProxy?: TrustProxy
  /**
   * The host names that the app answers for, without port; `*.example.org` stands for all below example.org. Others get
   * 403. Default: any; in development the names of this machine.
   */
  readonly allowedHosts?: readonly string[]
  /**
   * Whether pages of other sites may send requests that change something (POST, PUT, PATCH, DELETE): `true`, or the origins
   * that may, such as `https://app.example`. Others get 403. Default: `false`.
   */
  readonly crossOrigin?: boolean | readonly string[]
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
  readonly limits: Required<Limits>
  readonly findClient: FindClient
  /** Throws for a host that the app does not answer for; undefined where it answers for any. */
  readonly checkHost: ((host: string) => void) | undefined
  /** The other origins that may change something; undefined: any. */
  readonly allowedOrigins: ReadonlySet<string> | undefined
  readonly log: Log
  readonly signals: boolean
}

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function resolveOptions(options: AppOptions): ResolvedOptions {
  const { allowedHosts, crossOrigin = false } = options
  const dev = options.dev ?? process.env['NODE_ENV'] === 'development'
  const hosts = allowedHosts ?? (dev ? LOCAL_HOSTS : undefined)
  return {
    templates: options.templates,
    folders: staticFolders(options.static),
    dev,
    limits: resolveLimits(options.limits),
    findClient: sensible('trustProxy', () => clientFinder(options.trustProxy)),
    checkHost: sensible('allowedHosts', () => hosts && hostCheck(hosts)),
    allowedOrigins: crossOrigin === true ? undefined : sensible('crossOrigin', () => originSet(crossOrigin || [])),
    log: safeLog(options.log ?? devSession()?.log ?? logToStderr),
    signals: options.signals ?? true,
  }
}

function staticFolders(option: AppOptions['static']): readonly StaticFolder[] {
  if (option === undefined || option === false) return []
  return typeof option === 'string' || option instanceof URL ? [{ dir: option }] : option
}

function sensible<Value>(option: string, make: () => Value): Value {
  try {
    return make()
  } catch (cause) {
    throw new ConfigError('BAD_OPTION', `${option}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}
