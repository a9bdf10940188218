// What the helpers that every template has ask of their arguments, and which of the arguments they give back.
// What an app's own helpers take is unknown: anything.

import { type Atoms, COUNTING, DATED, HOLDING, NAMED, NUMERIC, PRINTED } from './atoms.js'

/**
 * What becomes of an argument: a set of kinds of values; `texts`: a list of what can be printed; `item`: a list, and the
 * result is one of its items; `result`: it may be the result; `asked`: the same, and it need not be there.
 */
export type ArgumentUse = Atoms | 'texts' | 'item' | 'result' | 'asked' | 'any'

/** The uses of a helper's arguments. */
export interface Signature {
  readonly args: readonly ArgumentUse[]
  /** Of all named arguments, but for those in `byName`. */
  readonly named: ArgumentUse
  readonly byName?: ReadonlyMap<string, ArgumentUse>
  /** Whether a true result means that the first argument is there. */
  readonly passesNothing: boolean
}

const UNKNOWN: Signature = { args: [], named: 'any', passesNothing: false }

/** The uses of a helper's arguments, by its name. */
export function signatureOf(name: string): Signature {
  return SIGNATURES.get(name) ?? UNKNOWN
}

function onNothing(...args: readonly ArgumentUse[]): Signature {
  return { args, named: PRINTED, passesNothing: true }
}

/** What `url` takes beside the parameters of a route. */
const ADDRESS_PARTS: ReadonlyMap<string, ArgumentUse> = new Map<string, ArgumentUse>([
  ['query', NAMED],
  ['hash', PRINTED],
])

const SIGNATURES: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ['default', { args: ['asked', 'result'], named: 'any', passesNothing: false }],
  ['upper', onNothing(PRINTED)],
  ['lower', onNothing(PRINTED)],
  ['trim', onNothing(PRINTED)],
  ['truncate', onNothing(PRINTED, COUNTING, PRINTED)],
  ['length', onNothing(HOLDING)],
  ['join', onNothing('texts', PRINTED)],
  ['first', onNothing('item')],
  ['last', onNothing('item')],
  ['number', onNothing(NUMERIC)],
  ['date', onNothing(DATED)],
  ['time', onNothing(DATED)],
  ['nl2br', { args: [PRINTED], named: 'any', passesNothing: false }],
  // What a parameter may be is its converter's business, and converters may be the app's own.
  ['url', { args: [PRINTED, NAMED], named: 'any', byName: ADDRESS_PARTS, passesNothing: false }],
  ['static', { args: [PRINTED], named: PRINTED, passesNothing: false }],
])
