// The servers that are compared, as data: a name, which is also its program in servers/, and what it can answer.

/** A server that takes part. */
export interface Contender {
  /** Its program is `servers/<name>.js`. */
  readonly name: string
  /** The scenarios that it answers. */
  readonly scenarios: readonly string[]
}

const DYNAMIC = ['hello', 'json', 'parameter']
const FILES = ['static-1k', 'static-100k', 'static-1m', 'static-head']
const STATIC = [...FILES, 'static-304']

/** The one that all others are compared with; it answers every scenario and always runs. */
export const BASELINE: Contender = { name: 'bare', scenarios: [...DYNAMIC, ...STATIC] }

/** All servers, in the order of the report. */
export const CONTENDERS: readonly Contender[] = [
  BASELINE,
  { name: 'miniweb', scenarios: [...DYNAMIC, ...STATIC] },
  { name: 'miniweb-alone', scenarios: STATIC },
  { name: 'fastify', scenarios: [...DYNAMIC, ...STATIC] },
  { name: 'sirv', scenarios: STATIC },
  { name: 'send', scenarios: STATIC },
  { name: 'express', scenarios: STATIC },
  { name: 'hono', scenarios: FILES },
]
