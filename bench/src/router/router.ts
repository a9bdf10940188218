// What a router is to the benchmark: how it is filled, how it is asked, and how its answer is read for the check.

import type { Route } from './routes.js'

/** A router under test. */
export interface Router {
  readonly name: string
  /** Whether it makes code from its routes and runs it (`new Function`). */
  readonly makesCode: boolean
  fill(routes: readonly Route[]): Filled
}

/** A router that has its routes. */
export interface Filled<Asked = unknown, Answer = unknown> {
  /** Done before the measurement: what the router is given of a path. */
  ask(path: string): Asked
  /** What is measured: the router's own answer, as it comes. */
  find(asked: Asked): Answer
  /** The answer as the check wants it; undefined: no route. */
  read(answer: Answer): Found | undefined
}

/** A route, and the values of its parameters by name. */
export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, unknown>>
}

/** Keeps a router's own types to its file. */
export function filled<Asked, Answer>(router: Filled<Asked, Answer>): Filled {
  return router as Filled
}

/** A path in another syntax. */
export function rewritten(path: string, write: { readonly rest: (name: string) => string }): string {
  return path.replace(/\*(\w+)$/, (_, name: string) => write.rest(name))
}
