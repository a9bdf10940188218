// Texts of which RFC 8259 leaves to an implementation what they are; what they are here.

/** What becomes of a text: its value, or 400. */
type Outcome = { readonly value: unknown } | { readonly refused: true }

/** A text, or bytes, and what becomes of it. */
export type Defined = readonly [name: string, text: string | Uint8Array, outcome: Outcome]

const is = (value: unknown): Outcome => ({ value })
const refused: Outcome = { refused: true }
const utf16 = (text: string, mark: readonly number[]): Uint8Array =>
  Uint8Array.from([...mark, ...Buffer.from(text, 'utf16le')])
const utf16Big = (text: string, mark: readonly number[]): Uint8Array =>
  Uint8Array.from([...mark, ...Buffer.from(text, 'utf16le').swap16()])
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** Section 4: names that come again, and names that JavaScript gives a meaning. */
const NAMES: readonly Defined[] = [
  ['a name twice: the last value counts', '{"a":1,"a":2}', is({ a: 2 })],
  ['a name three times', '{"a":1,"a":2,"a":{}}', is({ a: {} })],
  ['a name twice, once escaped', '{"a":1,"\\u0061":2}', is({ a: 2 })],
  ['a name twice with the same value', '{"a":1,"a":1}', is({ a: 1 })],
  ['names alike but for their form in Unicode', '{"\u00e9":1,"e\u0301":2}', is({ '\u00e9': 1, 'e\u0301': 2 })],
  ['names in another order than they came', '{"b":1,"2":2,"1":3}', is({ b: 1, 2: 2, 1: 3 })],
  ['a name __proto__', '{"__proto__":1}', refused],
  ['a name __proto__ of null', '{"__proto__":null}', refused],
  ['a name __proto__, escaped', '{"\\u005f_proto_\\u005F":{}}', refused],
  ['a name __proto__, deep down', '[{"a":[{"__proto__":[]}]}]', refused],
  ['a name constructor above prototype', '{"constructor":{"prototype":1}}', refused],
  ['a name constructor above prototype, escaped', '{"\\u0063onstructor":{"prototyp\\u0065":1}}', refused],
  ['a name constructor above something else', '{"constructor":{"a":1}}', is({ constructor: { a: 1 } })],
  ['a name toString', '{"toString":1,"valueOf":2}', is({ toString: 1, valueOf: 2 })],
]

/** Section 6: numbers that no double has. */
const NUMBERS: readonly Defined[] = [
  ['a number too large', '1e400', is(null)],
  ['a number too small', '-1e400', is(null)],
  ['a number next to zero', '1e-400', is(0)],
  ['a negative number next to zero', '-1e-400', is(0)],
  ['an integer above the safe ones', '9007199254740993', is(9007199254740992)],
  ['an integer of 64 bits', '18446744073709551615', is(18446744073709552000)],
  ['an integer of 100 digits', '1'.repeat(100), is(Number('1'.repeat(100)))],
  ['an integer of 400 digits', '1'.repeat(400), is(null)],
  ['more digits than a double has', '0.1234567890123456789012345', is(0.12345678901234568)],
  ['an exponent of many digits', '1e00000000000000000001', is(10)],
  ['an exponent of 500 nines', `0e${'9'.repeat(500)}`, is(0)],
  ['negative zero', '-0', is(0)],
]

/** Section 8.1: byte order marks and other encodings. */
const ENCODINGS: readonly Defined[] = [
  ['a byte order mark', '\ufeff[1]', is([1])],
  ['a byte order mark and nothing', '\ufeff', refused],
  ['two byte order marks', '\ufeff\ufeff[]', refused],
  ['a byte order mark at the end', '[]\ufeff', refused],
  ['a byte order mark in a string', '"\ufeff"', is('\ufeff')],
  ['a part of a byte order mark', Uint8Array.from([0xef, 0xbb, 0x5b, 0x5d]), refused],
  ['UTF-16 with a mark, little end first', utf16('[]', [0xff, 0xfe]), refused],
  ['UTF-16 with a mark, big end first', utf16Big('[]', [0xfe, 0xff]), refused],
  ['UTF-16 without a mark, little end first', utf16('["a"]', []), refused],
  ['UTF-16 without a mark, big end first', utf16Big('["a"]', []), refused],
  ['UTF-32 with a mark', Uint8Array.from([0xff, 0xfe, 0, 0, 0x31, 0, 0, 0]), refused],
]

/** Section 8.2: escapes that are no characters. */
const SURROGATES: readonly Defined[] = [
  ['a high surrogate alone', '"\\ud800"', is('\ud800')],
  ['a low surrogate alone', '"\\udc00"', is('\udc00')],
  ['two high surrogates', '"\\ud800\\ud800"', is('\ud800\ud800')],
  ['surrogates in the wrong order', '"\\ude00\\ud83d"', is('\ude00\ud83d')],
  ['a high surrogate before text', '"\\ud800abc"', is('\ud800abc')],
  ['a high surrogate before another escape', '"\\ud800\\n"', is('\ud800\n')],
  ['a surrogate in a name', '{"\\udead":1}', is({ '\udead': 1 })],
  ['an escape that is no character', '"\\uffff\\ufdd0"', is('\uffff\ufdd0')],
  ['an escaped NUL', '"a\\u0000b"', is('a\0b')],
]

/** Section 9: depth and size. */
const SIZES: readonly Defined[] = [
  ['100 levels', nested(100), is(JSON.parse(nested(100)))],
  ['101 levels', nested(101), refused],
  ['101 levels of objects', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`, refused],
  ['100,000 levels', nested(100_000), refused],
  ['100,000 levels that never end', '['.repeat(100_000), refused],
  ['100,000 levels of objects that never end', '{"a":'.repeat(100_000), refused],
  ['a list of 100,000', `[${'1,'.repeat(99_999)}1]`, is(Array(100_000).fill(1))],
  ['a string of 500,000', `"${'a'.repeat(500_000)}"`, is('a'.repeat(500_000))],
]

export const DEFINED: readonly Defined[] = [...NAMES, ...NUMBERS, ...ENCODINGS, ...SURROGATES, ...SIZES]
