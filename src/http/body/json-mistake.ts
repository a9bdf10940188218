// Where a text stops being JSON. Run only on texts that JSON.parse refused, because its messages name no position.
// @see RFC 8259 section 2

const STRING_PIECE = /[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\x7f-\x9f]/uy
/** As much of an escape as is right, where the whole of it is not. */
const ESCAPE_START = /\\(?:u[0-9a-fA-F]{0,3})?/y
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
/** As much as can begin a number, whether or not it is one yet. */
const NUMBER_START = /-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE](?:[+-]?\d*))?)?|[eE](?:[+-]?\d*))?)?/y
const WORDS = ['true', 'false', 'null']

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end'

/** The offset of the first character that cannot continue the text as JSON; its length if it only ends too early. */
export function jsonMistake(text: string): number {
  const open: ('[' | '{')[] = []
  let expect: Expect = 'value'
  let index = skipBlank(text, 0)
  while (index < text.length) {
    const step = next(text, index, expect, open)
    if (step === undefined) return mistakeWithin(text, index, expect)
    expect = step.expect
    index = skipBlank(text, step.index)
    if (expect === 'comma or end' && open.length === 0) return index
  }
  return index
}

interface Step {
  readonly index: number
  readonly expect: Expect
}

function next(text: string, index: number, expect: Expect, open: ('[' | '{')[]): Step | undefined {
  const char = text[index]
  if (expect === 'colon') return char === ':' ? { index: index + 1, expect: 'value' } : undefined
  if (expect === 'comma or end' || (expect.endsWith(']') && char === ']') || (expect.endsWith('}') && char === '}')) {
    return afterValue(char, index, open)
  }
  if (expect.startsWith('key')) return ended(stringEnd(text, index), 'colon')
  if (char === '[' || char === '{') {
    open.push(char)
    return { index: index + 1, expect: char === '[' ? 'value or ]' : 'key or }' }
  }
  return ended(char === '"' ? stringEnd(text, index) : literalEnd(text, index), 'comma or end')
}

function afterValue(char: string | undefined, index: number, open: ('[' | '{')[]): Step | undefined {
  const inside = open.at(-1)
  if (char === ',') return { index: index + 1, expect: inside === '[' ? 'value' : 'key' }
  if (char !== (inside === '[' ? ']' : '}')) return undefined
  open.pop()
  return { index: index + 1, expect: 'comma or end' }
}

function ended(index: number | undefined, expect: Expect): Step | undefined {
  return index === undefined ? undefined : { index, expect }
}

/** The offset after the word or number that starts here, or undefined. */
function literalEnd(text: string, index: number): number | undefined {
  const stop = literalStop(text, index)
  const literal = text.slice(index, stop)
  return WORDS.includes(literal) || NUMBER.test(literal) ? stop : undefined
}

/** The offset where a word's or number's characters stop. */
function literalStop(text: string, index: number): number {
  const word = WORDS.find((known) => known[0] === text[index])
  if (word === undefined) return matchEnd(NUMBER_START, text, index)
  let length = 1
  while (length < word.length && word[length] === text[index + length]) length++
  return index + length
}

/** The offset after the string that starts here, or undefined. */
function stringEnd(text: string, index: number): number | undefined {
  if (text[index] !== '"') return undefined
  const stop = piecesEnd(text, index + 1)
  return text[stop] === '"' ? stop + 1 : undefined
}

/** The offset where the characters of a string that has no end go wrong. */
function stringStop(text: string, index: number): number {
  const stop = piecesEnd(text, index + 1)
  return text[stop] === '\\' ? matchEnd(ESCAPE_START, text, stop) : stop
}

function piecesEnd(text: string, index: number): number {
  let stop = index
  for (let end = stop; end !== -1; end = matchEnd(STRING_PIECE, text, stop)) stop = end
  return stop
}

function mistakeWithin(text: string, index: number, expect: Expect): number {
  if (text[index] === '"' && (expect.startsWith('key') || expect.startsWith('value'))) return stringStop(text, index)
  return expect.startsWith('value') ? literalStop(text, index) : index
}

/** The offset after what a sticky pattern matches here, or -1. */
function matchEnd(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index
  return pattern.test(text) ? pattern.lastIndex : -1
}

function skipBlank(text: string, index: number): number {
  let end = index
  while (end < text.length && ' \t\n\r'.includes(text.charAt(end))) end++
  return end
}
