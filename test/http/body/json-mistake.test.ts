// The place of a mistake in JSON, held against a parser that reads one character after the other and is written in
// another way: recursive, without a regular expression.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonMistake } from '../../../src/http/body/json-mistake.js'

const SAMPLES = [
  '{"a":[1,-2.5e+10,true,false,null,"x\\u00e9\\n\\"\\\\"],"b":{"c":{}},"d":[],"e":0}',
  ' [ { "a" : "b" , "c" : [ ] } , 1.0 , 10E5 , -0 ] ',
  '"\u{1f600} caf\u00e9 \\ud83d\\ude00 \u007f\u0085"',
  '[[[[{"a":[{}]}]]]]',
  '-12.5e-3',
  'true',
  '{\r\n\t"key": "value"\r\n}',
]

describe('the place of a mistake', () => {
  test.each(SAMPLES)('in %j without mistakes the naive parser finds none', (text) => {
    expect(JSON.parse(text)).toBeDefined()
    expect(naiveMistake(text)).toBeUndefined()
  })

  test.each(SAMPLES)('in every prefix of %j is where a naive parser stops', (text) => {
    for (let length = 0; length < text.length; length++) expectSame(text.slice(0, length))
  })

  test.each(SAMPLES)('in %j with any character removed, doubled or replaced is where a naive parser stops', (text) => {
    for (let index = 0; index < text.length; index++) {
      const [before, after] = [text.slice(0, index), text.slice(index + 1)]
      expectSame(before + after)
      expectSame(before + text.charAt(index).repeat(2) + after)
      for (const char of '{}[]:,"\\ \n01.-+eEtfnux/\0\u00e9\ud800') expectSame(before + char + after)
    }
  })

  test('in any text of JSON\u2019s characters is where a naive parser stops', () => {
    const piece = fc.constantFrom(
      ...'{}[]:,"\\ \n019.-+eEtrufalsn/x\0',
      'true',
      'null',
      '"a":',
      '\\u00',
      '\\"',
      '1.5e',
      '\ud800',
    )
    fc.assert(fc.property(fc.string({ unit: piece, maxLength: 30 }), expectSame), { numRuns: 20_000 })
  })

  test.each([
    ['', 0],
    ['[1,]', 3],
    ['{"a"}', 4],
    ['{,}', 1],
    ['01', 1],
    ['1.', 2],
    ['-', 1],
    ['1.x', 2],
    ['1e+x', 3],
    ['.5', 0],
    ['+1', 0],
    ['trux', 3],
    ['"\\u12g4"', 5],
    ['"\\u12"', 5],
    ['"a\nb"', 2],
    ['[1]]', 3],
    ['{"a":1 "b"', 7],
    ['// x', 0],
    ['\ufeff[]', 0],
    ['\u00a0[]', 0],
  ])('in %j is %i', (text, position) => {
    expect(jsonMistake(text)).toBe(position)
  })

  test('deep in a long text is found without a deep stack', () => {
    expect(jsonMistake('['.repeat(200_000))).toBe(200_000)
    expect(jsonMistake(`${'[1,'.repeat(100_000)}x`)).toBe(300_000)
    expect(jsonMistake(`"${'a'.repeat(500_000)}`)).toBe(500_001)
  })
})

function expectSame(text: string): void {
  const naive = naiveMistake(text)
  if (naive === undefined) return
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
  expect(jsonMistake(text), JSON.stringify(text)).toBe(naive)
}

/** The first offset whose character no JSON text can have there, the length if only the end is missing, undefined if it is JSON. */
function naiveMistake(text: string): number | undefined {
  try {
    new Naive(text).document()
    return undefined
  } catch (error) {
    if (error instanceof Stop) return error.index
    throw error
  }
}

class Stop extends Error {
  constructor(readonly index: number) {
    super()
  }
}

class Naive {
  #index = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  document(): void {
    this.#value()
    this.#blank()
    if (this.#index < this.#text.length) this.#stop()
  }

  #value(): void {
    this.#blank()
    const char = this.#peek()
    if (char === '{') this.#object()
    else if (char === '[') this.#array()
    else if (char === '"') this.#string()
    else if (char === 't') this.#word('true')
    else if (char === 'f') this.#word('false')
    else if (char === 'n') this.#word('null')
    else this.#number()
  }

  #object(): void {
    this.#take('{')
    this.#blank()
    while (this.#peek() !== '}') {
      this.#string()
      this.#blank()
      this.#take(':')
      this.#value()
      this.#separator('}')
    }
    this.#take('}')
  }

  #array(): void {
    this.#take('[')
    this.#blank()
    while (this.#peek() !== ']') {
      this.#value()
      this.#separator(']')
    }
    this.#take(']')
  }

  /** The end of the list, or a comma with something behind it. */
  #separator(end: string): void {
    this.#blank()
    if (this.#peek() === end) return
    this.#take(',')
    this.#blank()
    if (this.#peek() === end) this.#stop()
  }

  #string(): void {
    this.#take('"')
    while (this.#peek() !== '"') {
      const char = this.#peek()
      if (char.charCodeAt(0) < 0x20) this.#stop()
      this.#index++
      if (char !== '\\') continue
      const escaped = this.#peek()
      if (!'"\\/bfnrtu'.includes(escaped)) this.#stop()
      this.#index++
      for (let digit = 0; escaped === 'u' && digit < 4; digit++) this.#oneOf('0123456789abcdefABCDEF')
    }
    this.#take('"')
  }

  #word(word: string): void {
    for (const char of word) this.#take(char)
  }

  #number(): void {
    if (this.#peek() === '-') this.#index++
    if (this.#peek() === '0') this.#index++
    else this.#digits()
    if (this.#at('.')) {
      this.#index++
      this.#digits()
    }
    if (!this.#at('e') && !this.#at('E')) return
    this.#index++
    if (this.#at('+') || this.#at('-')) this.#index++
    this.#digits()
  }

  #digits(): void {
    this.#oneOf('0123456789')
    while (this.#index < this.#text.length && '0123456789'.includes(this.#text.charAt(this.#index))) this.#index++
  }

  #blank(): void {
    while (this.#at(' ') || this.#at('\t') || this.#at('\n') || this.#at('\r')) this.#index++
  }

  #at(char: string): boolean {
    return this.#text.charAt(this.#index) === char
  }

  #peek(): string {
    if (this.#index >= this.#text.length) this.#stop()
    return this.#text.charAt(this.#index)
  }

  #oneOf(chars: string): void {
    if (!chars.includes(this.#peek())) this.#stop()
    this.#index++
  }

  #take(char: string): void {
    if (this.#peek() !== char) this.#stop()
    this.#index++
  }

  #stop(): never {
    throw new Stop(this.#index)
  }
}
