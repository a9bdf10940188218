// What `miniweb dev` is to the apps of the process that it runs: their port, their log, and what has changed under their
// pages. Outside of it there is none, and nothing here costs anything.

import type { Server } from 'node:net'
import type { Log } from './log.js'

/** What pages were made of: a page whose `page` is another one is out of date, one with other `styles` needs new styles. */
export interface PageVersion {
  readonly page: string
  readonly styles: string
}

/** An app that is about to listen. */
export interface OpenedApp {
  /** The size of the route table. */
  readonly routes: number
  /** Folders whose files may change without a restart. */
  readonly folders: readonly string[]
  close(): Promise<void>
}

/** The running `miniweb dev`. */
export interface DevSession {
  /** Learns of an app that is about to listen. */
  open(app: OpenedApp): void
  /**
   * Hands the connections of the port, which stays open through restarts, to a server; in place of listening.
   * Undefined if another server has them.
   */
  serve(server: Server): { readonly host: string; readonly port: number; readonly url: string } | undefined
  /** Where an app has no log of its own. */
  readonly log: Log
  /** What pages that are made now are made of. */
  readonly version: PageVersion
  /** Calls back after each change of the version, and at the end of the process with undefined, until the signal aborts. */
  follow(changed: (version: PageVersion | undefined) => void, signal: AbortSignal): void
}

/** One for the whole process, also where the command and the app have loaded copies of miniweb of their own. */
const KEY = Symbol.for('miniweb.devSession')

/** The session of this process; undefined where `miniweb dev` does not run it. */
export function devSession(): DevSession | undefined {
  return (globalThis as { [KEY]?: DevSession })[KEY]
}

/** Makes this process a part of `miniweb dev`. */
export function beginDevSession(session: DevSession): void {
  Object.defineProperty(globalThis, KEY, { value: session, configurable: true })
}
