// Texts that RFC 8259 makes JSON, by its sections, and what they mean.

/** A text and its value. */
export type Valid = readonly [text: string, value: unknown]

/** Section 2: white space around the six structural characters and the values. */
const BLANK: readonly Valid[] = [
  [' 1', 1],
  ['1 ', 1],
  ['\t1', 1],
  ['1\t', 1],
  ['\n1\n', 1],
  ['\r1\r', 1],
  ['\r\n1\r\n', 1],
  [' \t\n\r1 \t\n\r', 1],
  ['[ ]', []],
  ['{ }', {}],
  ['[\n]', []],
  ['{\t}', {}],
  [' [ 1 , 2 ] ', [1, 2]],
  ['\n{\n"a"\n:\n1\n,\n"b"\n:\n2\n}\n', { a: 1, b: 2 }],
  ['{"a" :1}', { a: 1 }],
  ['{"a": 1}', { a: 1 }],
  ['[1\r,2]', [1, 2]],
  [`${' '.repeat(1000)}null`, null],
]

/** Section 3: the values, each alone and inside. */
const VALUES: readonly Valid[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['0', 0],
  ['""', ''],
  ['[]', []],
  ['{}', {}],
  ['[true]', [true]],
  ['[false]', [false]],
  ['[null]', [null]],
  ['{"a":true}', { a: true }],
  ['{"a":false}', { a: false }],
  ['{"a":null}', { a: null }],
]

/** Section 4: objects. */
const OBJECTS: readonly Valid[] = [
  ['{"a":1}', { a: 1 }],
  ['{"a":1,"b":2}', { a: 1, b: 2 }],
  ['{"":0}', { '': 0 }],
  ['{"a b":0}', { 'a b': 0 }],
  ['{"1":0}', { 1: 0 }],
  ['{"a":{}}', { a: {} }],
  ['{"a":{"a":{"a":0}}}', { a: { a: { a: 0 } } }],
  ['{"a":[],"b":[{}]}', { a: [], b: [{}] }],
  ['{"\\u0061":1}', { a: 1 }],
  ['{"\\"":1}', { '"': 1 }],
  ['{"\\u0000":1}', { '\0': 1 }],
  ['{"null":null,"true":true}', { null: null, true: true }],
  ['{"a":1,"A":2}', { a: 1, A: 2 }],
  ['{"length":1,"prototype":2}', { length: 1, prototype: 2 }],
  ['{"constructor":1}', { constructor: 1 }],
  [`{"${'k'.repeat(5000)}":1}`, { ['k'.repeat(5000)]: 1 }],
]

/** Section 5: lists. */
const LISTS: readonly Valid[] = [
  ['[1]', [1]],
  ['[1,2,3]', [1, 2, 3]],
  ['[1,"a",null,true,[],{}]', [1, 'a', null, true, [], {}]],
  ['[[]]', [[]]],
  ['[[],[]]', [[], []]],
  ['[[[[1]]]]', [[[[1]]]]],
  ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
  ['[null,null,null]', [null, null, null]],
  ['[""]', ['']],
  [`[${'0,'.repeat(999)}0]`, Array(1000).fill(0)],
]

/** Section 6: numbers. */
const NUMBERS: readonly Valid[] = [
  ['1', 1],
  ['9', 9],
  ['10', 10],
  ['-1', -1],
  ['-0', -0],
  ['-10', -10],
  ['123456789', 123456789],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['0.0', 0],
  ['0.5', 0.5],
  ['-0.5', -0.5],
  ['10.01', 10.01],
  ['2.71', 2.71],
  ['1.000', 1],
  ['1e1', 10],
  ['1E1', 10],
  ['1e+1', 10],
  ['1e-1', 0.1],
  ['1E+2', 100],
  ['1E-2', 0.01],
  ['1e01', 10],
  ['1e00', 1],
  ['0e0', 0],
  ['0e+1', 0],
  ['-0e-1', -0],
  ['1.5e3', 1500],
  ['1.5E-3', 0.0015],
  ['-1.5e+3', -1500],
  ['0.1e1', 1],
  ['[0,-0,0.1]', [0, -0, 0.1]],
]

/** Section 7: strings. */
const STRINGS: readonly Valid[] = [
  ['"a"', 'a'],
  ['" "', ' '],
  ['"\\""', '"'],
  ['"\\\\"', '\\'],
  ['"\\/"', '/'],
  ['"/"', '/'],
  ['"\\b\\f\\n\\r\\t"', '\b\f\n\r\t'],
  ['"\\u0041"', 'A'],
  ['"\\u00e9"', '\u00e9'],
  ['"\\u00E9"', '\u00e9'],
  ['"\\u000A"', '\n'],
  ['"\\u0022\\u005C"', '"\\'],
  ['"\\u2028\\u2029"', '\u2028\u2029'],
  ['"\u2028\u2029"', '\u2028\u2029'],
  ['"\u007f"', '\u007f'],
  ['"\u0080\u009f"', '\u0080\u009f'],
  ['"\u00e9\u2603"', '\u00e9\u2603'],
  ['"\u{1f600}"', '\u{1f600}'],
  ['"\\ud83d\\ude00"', '\u{1f600}'],
  ['"\\uD834\\uDD1E"', '\u{1d11e}'],
  ['"\u{10ffff}"', '\u{10ffff}'],
  ['"\\\\u0041"', '\\u0041'],
  ['"\\\\n"', '\\n'],
  ['"\'"', "'"],
  ['"[1,{\\"a\\":2}] // no comment /* nor this */"', '[1,{"a":2}] // no comment /* nor this */'],
  ['"\ue000\ufffd"', '\ue000\ufffd'],
  ['"a\u0301"', 'a\u0301'],
  [`"${'s'.repeat(20_000)}"`, 's'.repeat(20_000)],
]

export const VALID: readonly Valid[] = [...BLANK, ...VALUES, ...OBJECTS, ...LISTS, ...NUMBERS, ...STRINGS]
