// The servers that are compared, as data: a name, which is also its program in servers/, and what it can answer.

/** A server that takes part. */
export interface Contender {
  /** Its program is `servers/<name>.js`. */
  readonly name: string
  /** The scenarios that it answers. */
  readonly scenarios: readonly string[]
}

const DYNAMIC = ['hello', 'json', 'parameter']
const STATIC = ['static-1k', 'static-100k', 'static-1m']

/** The one that all others are compared with; it answers every scenario and always runs. */
export const BASELINE: Contender = { name: 'bare', scenarios: [...DYNAMIC, ...STATIC] }

/** All servers, in the order of the report. */
export const CONTENDERS: readonly Contender[] = [
  BASELINE,
  { name: 'miniweb', scenarios: [...DYNAMIC, ...STATIC] },
  { name: 'fastify', scenarios: DYNAMIC },
  { name: 'sirv', scenarios: STATIC },
]
