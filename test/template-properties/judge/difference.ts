// What the judges throw: where two pages of one template differ in more than their values.

/** Two renderings differ in structure, or an address leads where it must not. */
export class Difference extends Error {
  override readonly name = 'Difference'
}

/** Throws unless something holds of a place. */
export function mustHold(holds: boolean, place: string, what: string): asserts holds {
  if (!holds) throw new Difference(`${place}: ${what}`)
}

/** Throws unless two descriptions of a place are the same. */
export function mustBeSame(place: string, hostile: unknown, harmless: unknown): void {
  const [one, other] = [JSON.stringify(hostile), JSON.stringify(harmless)]
  mustHold(one === other, place, `${one} in the place of ${other}`)
}
