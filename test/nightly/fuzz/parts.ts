// The parts of the fuzzing of HTTP, each a number of runs under one seed: raw requests, targets, fields, forms.

import fc from 'fast-check'
import { judge, judgeHealth } from './connection.js'
import { fieldProperty } from './fields.js'
import { formProperty } from './forms.js'
import { connections } from './requests.js'
import type { FuzzedServer } from './server.js'
import { targetProperty } from './targets.js'

/** What is fuzzed. */
export const KINDS = ['requests', 'targets', 'fields', 'forms'] as const

/** How much, from which seed. */
export interface PartOptions {
  readonly numRuns: number
  readonly seed: number
}

/** Runs a part. Resolves to what failed, shrunk, with the seed that repeats it, or to undefined. */
export async function runPart(kind: (typeof KINDS)[number], server: FuzzedServer, options: PartOptions) {
  if (kind === 'targets') return failureOf(fc.check(targetProperty(), options))
  if (kind === 'fields') return failureOf(fc.check(fieldProperty(), options))
  if (kind === 'forms') return failureOf(await fc.check(formProperty(), options))
  const property = fc.asyncProperty(connections, (sent) => judge(server, sent))
  const failure = failureOf(await fc.check(property, options))
  await judgeHealth(server)
  return failure
}

/** What is wrong, and how to repeat it. */
function failureOf<T extends unknown[]>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined
  return `${String(details.errorInstance)}\n${fc.defaultReportMessage(details)}`
}
