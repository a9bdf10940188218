// The servers that are compared, as data: a name, its program in servers/, and what it can answer.

/** A server that takes part. */
export interface Contender {
  readonly name: string
  /** Its program in `servers/`, without its ending. Default: its name. */
  readonly program?: string
  /** What its program is told to answer. Default: the scenario's name. */
  readonly part?: string
  /** Whether its standard output goes to /dev/null, and its port to descriptor 3. Default: false. */
  readonly isDiscarded?: boolean
  /** Header fields that its answers must have, in lower case. Default: any. */
  readonly fields?: readonly string[]
  /** The scenarios that it answers. */
  readonly scenarios: readonly string[]
  /** Whether it takes part only where it is named. */
  readonly isExtra: boolean
}

const BODIES = ['echo', 'form', 'validated']
const PAGES = ['page', 'page-layout']
const LAYERS = ['layers-sync', 'layers-async']
const DYNAMIC = ['hello', 'json', 'parameter', ...BODIES, ...PAGES, ...LAYERS, 'pipelined', 'mixed']
const FILES = ['static-1k', 'static-100k', 'static-1m', 'static-head']
const STATIC = [...FILES, 'static-304']
const ALL = [...DYNAMIC, ...STATIC]

/** The one that all others are compared with; it answers every scenario and always runs. */
export const BASELINE: Contender = { name: 'bare', scenarios: ALL, isExtra: false }

/** All servers, in the order of the report. */
export const CONTENDERS: readonly Contender[] = [
  BASELINE,
  { name: 'miniweb', scenarios: ALL, isExtra: false },
  { name: 'fastify', scenarios: ALL, isExtra: false },
  { name: 'hono', scenarios: [...DYNAMIC, ...FILES], isExtra: false },
  { name: 'h3', scenarios: [...DYNAMIC, ...FILES], isExtra: false },
  { name: 'polka', scenarios: ALL, isExtra: false },
  { name: 'express', scenarios: ALL, isExtra: false },
  { name: 'nest', scenarios: ALL, isExtra: false },
  { name: 'miniweb-alone', scenarios: STATIC, isExtra: true },
  { name: 'sirv', scenarios: STATIC, isExtra: true },
  { name: 'send', scenarios: STATIC, isExtra: true },
]
