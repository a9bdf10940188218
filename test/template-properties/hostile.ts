// Texts and values that try to leave their place: pieces of markup, schemes, quotes, ends of scripts, comments and styles,
// of addresses and of the template language itself, put together at random.

import fc, { type Arbitrary } from 'fast-check'

const MARKUP = [
  ...['<', '>', '&', '"', "'", '`', '=', '/', '\\', ' ', '\t', '\n', '\r', '\f', '\0', '\u0001', '\u001b', '\u007f'],
  ...['\u2028', '\u2029', '\u00a0', '\ufeff', '\u0130', 'ü', '𝒳', '\ud800', '\udc00', '\ufffe'],
  ...[
    '<script>',
    '</script>',
    '</script ',
    '</SCRIPT>',
    '<!--',
    '-->',
    '--!>',
    '<![CDATA[',
    ']]>',
    '<!doctype x>',
    '<?',
  ],
  ...[
    '</title>',
    '</textarea>',
    '</style>',
    '</style ',
    '</p>',
    '</body>',
    '<svg/onload=f()>',
    '<img src=x onerror=f()>',
  ],
  ...[
    '" onclick="f()',
    "' onclick='f()",
    ' onclick=f() ',
    '/>',
    '<p',
    '&lt;',
    '&#60;',
    '&#x3c',
    '&quot;',
    '&amp;',
    '&NewLine;',
  ],
]

const ADDRESSES = [
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'java\nscript:',
    '\u0001javascript:',
    ' javascript:',
    'javascript&colon;',
  ],
  ...[
    'javascript&#58;',
    'javascript%3a',
    'vbscript:',
    'data:text/html,',
    'data:image/svg+xml,',
    'blob:',
    'file:',
    'about:',
  ],
  ...[
    'https:',
    'http:',
    'https:evil',
    'https://evil.example',
    '//evil',
    '/\\evil',
    '\\\\evil',
    '/\t/evil',
    '///evil',
    '/',
    '//',
  ],
  ...[
    'view-source:',
    'mailto:',
    'tel:',
    ':',
    '?',
    '#',
    '@',
    '@evil',
    ':80',
    '..',
    '../',
    './',
    '.',
    '%',
    '%2f',
    '%2F',
    '%5c',
  ],
  ...['%0a', '%00', '%zz', '.evil', ';', '&k=v', '+', ',', ', /evil 2x', ' 2x', '1.5x', '|', '[', ']', '^', '{', '}'],
]

const CODE = [
  ...[
    'alert(1)',
    ';alert(1)//',
    '");alert(1)//',
    "');alert(1)//",
    `\${alert(1)}`,
    '*/',
    '/*',
    '//',
    '\\u003c',
    '\\x3c',
    '\\"',
  ],
  ...[
    'expression(',
    'url(',
    'url(javascript:f())',
    ')',
    '(',
    '}',
    '{',
    '}*{',
    '@import',
    '@import "//evil"',
    ';color:red',
    '!important',
  ],
  ...['\\', '\\a', '\\27 ', '-moz-binding', '#fff', '10px', 'red', '-', '--', '--x', '1', '0', '-1', '1e9', '+', '/'],
]

const TEMPLATE = [
  '{{x}}',
  '{{{x}}}',
  '{{t0}}',
  '{{#flag}}',
  '{{/flag}}',
  '{{> parts/a}}',
  '{{=<% %>=}}',
  '{{!',
  '{{',
  '}}',
  '{{else}}',
]

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'x',
  'length',
  'evil',
  'a b',
  '$&',
  '$1',
  '$`',
  "$'",
]

const LONG = ['a'.repeat(300), '<'.repeat(50), '../'.repeat(20), '"'.repeat(40)]

/** A text of a few pieces. */
export const hostileText: Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .array(fc.constantFrom(...MARKUP, ...ADDRESSES, ...CODE, ...TEMPLATE, ...NAMES), { maxLength: 5 })
      .map((pieces) => pieces.join('')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...ADDRESSES).chain((start) => fc.string().map((rest) => start + rest)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom(...LONG) },
)

/** What prints besides texts: numbers, dates, nothing, objects of classes that have a text. */
export const hostilePrintable: Arbitrary<unknown> = fc.oneof(
  { weight: 10, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.oneof(fc.double(), fc.bigInt(), fc.boolean(), fc.constant(null), fc.constant(undefined)) },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true }) },
  { weight: 1, arbitrary: hostileText.map((text) => new Named(text)) },
)

/** Data for scripts. */
export const hostileJson: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.oneof(fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.date({ noInvalidDate: true })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 3 }),
  ),
})).value

/** An object whose class says what its text is. */
class Named {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name
  }
}
