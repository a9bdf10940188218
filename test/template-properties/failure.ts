// What a failed property says: how to repeat it, what differed, and the shrunk templates and values.

import { inspect } from 'node:util'
import type { RunDetails } from 'fast-check'

/** The report of a run that failed, or undefined. */
export function failureOf<T extends unknown[]>({
  failed,
  seed,
  counterexamplePath,
  numRuns,
  counterexample,
  errorInstance,
}: RunDetails<T>) {
  if (!failed) return undefined
  const cause =
    errorInstance instanceof Error ? `${errorInstance.name}: ${errorInstance.message}` : String(errorInstance)
  return [
    `failed after ${numRuns} runs; again with TEMPLATE_SEED=${seed} or --seed ${seed} (path ${counterexamplePath})`,
    cause,
    inspect(counterexample?.map(withoutTwin), { depth: 6, breakLength: 120, maxStringLength: 2000 }),
  ].join('\n')
}

/** The harmless values say nothing. */
function withoutTwin(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'hostile' in part ? part.hostile : part
}
