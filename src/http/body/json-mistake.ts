// Where a text stops being JSON. Run only on texts that JSON.parse refused, because its messages name no position.
// @see RFC 8259 section 2

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING_PIECE = /[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\x7f-\x9f]/uy

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

function literalEnd(text: string, index: number): number | undefined {
  LITERAL.lastIndex = index
  return LITERAL.test(text) ? LITERAL.lastIndex : undefined
}

/** The offset after the string that starts here, or undefined. */
function stringEnd(text: string, index: number): number | undefined {
  const end = stringStop(text, index)
  return text[end] === '"' && end > index ? end + 1 : undefined
}

/** The offset where a string's characters stop: at its closing quote, or where it goes wrong. */
function stringStop(text: string, index: number): number {
  if (text[index] !== '"') return index
  STRING_PIECE.lastIndex = index + 1
  let stop = index + 1
  while (STRING_PIECE.test(text)) stop = STRING_PIECE.lastIndex
  return stop
}

function mistakeWithin(text: string, index: number, expect: Expect): number {
  return text[index] === '"' && (expect.startsWith('key') || expect.startsWith('value'))
    ? stringStop(text, index)
    : index
}

function skipBlank(text: string, index: number): number {
  let end = index
  while (end < text.length && ' \t\n\r'.includes(text.charAt(end))) end++
  return end
}
