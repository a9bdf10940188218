// The prints of random templates: a tag for each kind of value, written in the ways that the language knows.

import fc, { type Arbitrary } from 'fast-check'

/** Tags by what they print. */
export interface Prints {
  readonly text: Arbitrary<string>
  /** For quoted attributes, title and textarea, where trusted HTML is text as well. */
  readonly quoted: Arbitrary<string>
  readonly url: Arbitrary<string>
  readonly urlPart: Arbitrary<string>
  readonly descriptor: Arbitrary<string>
  readonly style: Arbitrary<string>
  readonly json: Arbitrary<string>
}

/** Joins static text and random pieces. */
export function join(strings: TemplateStringsArray, ...pieces: readonly Arbitrary<string>[]): Arbitrary<string> {
  return fc.tuple(...pieces).map((texts) => strings.map((text, i) => text + (texts[i] ?? '')).join(''))
}

/** Prints of names alone, as html`…` has them. */
export const plainPrints: Prints = printsOf(['', 'one.'], (name) => [`{{ ${name} }}`, `{{${name}}}`])

/** Prints of names and expressions outside of loops. */
export const prints: Prints = printsOf(['', '', 'one.'], written)

/** Prints inside `{{#for x in list}}`. */
export const loopPrints: Prints = printsOf(['', 'x.', 'x.', 'one.'], written)

function printsOf(owners: readonly string[], write: (name: string) => readonly string[]): Prints {
  const of = (...keys: readonly string[]) =>
    fc.constantFrom(...owners.flatMap((owner) => keys.flatMap((key) => write(owner + key))))
  const json = owners.flatMap((owner) => ['j0', 'j1'].flatMap((key) => writtenJson(owner + key)))
  return {
    text: of('t0', 't1'),
    quoted: of('t0', 't1', 'm0'),
    url: of('u0', 'u1'),
    urlPart: of('p0', 'p1'),
    descriptor: of('d0'),
    style: of('s0', 's1'),
    json: fc.constantFrom(...json),
  }
}

function written(name: string): readonly string[] {
  return [`{{ ${name} }}`, `{{${name}}}`, `{{ ${name} | trim }}`, `{{ default(${name}, ${name}) }}`, `{{ (${name}) }}`]
}

function writtenJson(name: string): readonly string[] {
  return [`{{ ${name} | json }}`, `{{json(${name})}}`, `{{ ${name} | json(2) }}`]
}
