// What a command asks of the process that looks at an app, and what it is told.

import type { RouteInfo } from '../index.js'
import type { AppFindings } from './check-app.js'

/** What may be asked for, and what is learnt. All of it goes from process to process as JSON. */
export interface Learnt {
  readonly routes: readonly RouteInfo[]
  readonly findings: AppFindings
}

/** What is asked. */
export interface Asked {
  /** The whole path of the module that exports the app. */
  readonly entry: string
  readonly want: keyof Learnt
  /** Paths that the app does not answer itself. */
  readonly elsewhere: readonly string[]
}

/** What is answered. */
export type Looked<Want extends keyof Learnt = keyof Learnt> =
  | { readonly problem: string }
  | { readonly learnt: Learnt[Want] }
