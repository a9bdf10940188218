// A dotted name as a use: which values it leads through, and which of them must be there.

import { FORBIDDEN_NAMES } from '../../syntax/tags.js'
import type { Path } from '../../syntax/tree.js'
import type { Atoms } from './atoms.js'
import type { Context } from './context.js'
import type { Need } from './need.js'
import { bodyOf, resolve } from './scope.js'

/** Whether a value is needed, or only asked for; where it is asked for, a missing name is just false. */
export type Mode = 'value' | 'truth'

/** A value that a use reaches. */
export interface Target {
  readonly need: Need
  /** Whether something has asked whether it is there. */
  readonly guarded: boolean
}

/** The values that one segment of a path may mean, and the same in the scopes around. */
interface Step {
  readonly needs: readonly Need[]
  readonly outer: readonly Need[]
}

/** Notes that a path is read. @returns what it leads to; nothing for values that no data holds, such as `loop.index` */
export function usePath(path: Path, context: Context, mode: Mode, inOwnBody = false): readonly Target[] {
  const steps = trace(path, context, inOwnBody)
  const place = { offset: path.offset, length: path.length }
  steps.forEach((step, index) => {
    for (const { need, guarded } of targetsOf(step, context)) {
      const used = need.usedAt(context.source, place)
      if (guarded || mode === 'truth') continue
      need.demandedAt ??= used
      if (index === steps.length - 1) continue
      if (context.notNull.has(need)) need.choosy = true
      else need.strict = true
    }
  })
  const last = steps.at(-1)
  return last === undefined ? [] : targetsOf(last, context)
}

/** All values along a path: if the last is there, so are the others. */
export function valuesAlong(path: Path, context: Context, inOwnBody = false): readonly Need[] {
  return trace(path, context, inOwnBody).flatMap(({ needs }) => needs)
}

/** Notes what a use takes. */
export function restrict(targets: readonly Target[], atoms: Atoms): void {
  for (const { need, guarded } of targets) {
    need.restrict(atoms)
    if (!guarded) need.choosy = true
  }
}

function trace({ segments }: Path, context: Context, inOwnBody: boolean): readonly Step[] {
  const [head, ...rest] = segments
  if (head === undefined) return [{ needs: [bodyOf(context.scope).item], outer: [] }]
  if (segments.some((name) => FORBIDDEN_NAMES.has(name))) return []
  const steps: Step[] = [resolve(head, context, inOwnBody)]
  for (const name of rest) steps.push(next(steps.at(-1), name))
  return steps
}

function next(step: Step | undefined, name: string): Step {
  const { needs = [], outer = [] } = step ?? {}
  return { needs: needs.map((need) => need.member(name)), outer: outer.flatMap((need) => need.members.get(name) ?? []) }
}

function targetsOf({ needs, outer }: Step, { facts }: Context): readonly Target[] {
  const known = outer.filter((need) => facts.has(need))
  return needs.map((need) => {
    for (const guard of known) need.guards.add(guard)
    return { need, guarded: known.length > 0 || facts.has(need) }
  })
}
