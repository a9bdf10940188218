// Templates that are made to cost time or stack: each input grows with a count, and time must not grow faster than it.
// And the depths at which an answer must be a TemplateError.

/** Makes a template of some size. */
export interface HostileInput {
  readonly name: string
  make(count: number): string
}

const times = (name: string, text: string): HostileInput => ({ name, make: (count) => text.repeat(count) })
const around = (name: string, [before, text, after]: readonly [string, string, string]): HostileInput => ({
  name,
  make: (count) => before + text.repeat(count) + after,
})

/** What is parsed and compiled; most of it is refused, which must not take longer. */
export const HOSTILE_INPUTS: readonly HostileInput[] = [
  times('{{ repeated', '{{'),
  times('{{{x}} repeated', '{{{x}}'),
  times('{{{x}}} repeated', '{{{x}}}'),
  times('{{! repeated', '{{!'),
  times('{{!--a}} repeated', '{{!--a}}'),
  times('{{!-- a --}} repeated', '{{!-- a --}}'),
  times('{{= repeated', '{{='),
  times('{{=a}} repeated', '{{=a}}'),
  times('{{=<% %>=}}<%={{ }}=%> repeated', '{{=<% %>=}}<%={{ }}=%>'),
  around('{{ and spaces', ['{{', ' ', '']),
  around('{{ spaces }}', ['{{', ' ', '}}']),
  around('{{ x, spaces, }}', ['{{ x', ' ', '}}']),
  around('spaces before a tag', ['', ' ', '{{! }}']),
  times('lines of spaces', '                    \n'),
  times('prints on one line', '{{a}}'),
  times('comments on one line', '{{! }}'),
  times('standalone comments', '  {{! }}  \n'),
  times('sections on one line', '{{#a}}{{/a}} '),
  times('conditions on one line', '{{#if a}}{{else if b}}{{else}}{{/if}} '),
  around('else if in one condition', ['{{#if a}}', '{{else if b}}', '{{/if}}']),
  times('unclosed sections', '{{#a}}'),
  times('unclosed conditions', '{{#if a}}'),
  times('unopened sections', '{{/a}}'),
  times('blocks', '{{$a}}{{/a}}'),
  around('overrides in a layout', ['{{<a}}', '{{$b}}x{{/b}}', '{{/a}}']),
  around('dots in a name', ['{{a', '.a', '}}']),
  around('filters', ['{{ a', ' | upper', ' }}']),
  around('or', ['{{ a', ' or a', ' }}']),
  around('parentheses', ['{{ ', '(', ' }}']),
  around('arguments', ['{{ upper(', 'a, ', 'a) }}']),
  around('backslashes in an open string', ['{{ "', '\\', ' }}']),
  around('quotes', ['{{ ', '"', ' }}']),
  times('CRLF', '\r\n'),
  times('open tags of HTML', '<p '),
  times('open comments of HTML', '<!--'),
  around('attributes', ['<p ', 'a="b" ', '>']),
  around('an unclosed attribute', ['<p a="', '<', '']),
  times('svg in svg', '<svg>'),
  around('ends of scripts that are none', ['<script>', '"</scrip"', '</script>']),
  around('braces in a script', ['<script>', '{', '</script>']),
  around('slashes in a script', ['<script>', 'a / ', 'b</script>']),
  around('comments in a style', ['<style>', '/**/', '</style>']),
  around('backslashes in a style', ['<style>', '\\', '</style>']),
  around('prints in a URL', ['<a href="/', '{{a}}/', '">']),
  around('conditions in a URL', ['<a href="/', '{{#if a}}/{{else}}?{{/if}}', '">']),
  around('references in an attribute', ['<a href="/', '&amp', '">']),
  around('ampersands in an attribute', ['<a href="/', '&', '">']),
  around('candidates of a srcset', ['<img srcset="', '/a 2x, ', '/b">']),
  times('prints in text, tags around', '<p title="{{a}}">{{a}}</p>'),
]

/** Templates that nest or include themselves. */
export const DEEP_TEMPLATES: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  ['50,000 unclosed sections', { 'page.html': '{{#a}}'.repeat(50_000) }],
  ['50,000 nested sections', { 'page.html': '{{#a}}'.repeat(50_000) + '{{/a}}'.repeat(50_000) }],
  ['50,000 nested conditions', { 'page.html': '{{#if a}}'.repeat(50_000) + '{{/if}}'.repeat(50_000) }],
  ['50,000 else if', { 'page.html': `{{#if a}}${'{{else if b}}'.repeat(50_000)}{{/if}}` }],
  ['50,000 parentheses', { 'page.html': `{{ ${'('.repeat(50_000)}a${')'.repeat(50_000)} }}` }],
  ['50,000 not', { 'page.html': `{{ ${'not '.repeat(50_000)}a }}` }],
  ['50,000 or', { 'page.html': `{{ a${' or a'.repeat(50_000)} }}` }],
  ['50,000 filters', { 'page.html': `{{ a${' | upper'.repeat(50_000)} }}` }],
  ['50,000 calls', { 'page.html': `{{ ${'upper('.repeat(50_000)}a${')'.repeat(50_000)} }}` }],
  ['50,000 names', { 'page.html': `{{a${'.a'.repeat(50_000)}}}` }],
  ['50,000 nested blocks', { 'page.html': '{{$a}}'.repeat(50_000) + '{{/a}}'.repeat(50_000) }],
  ['a partial in itself', { 'page.html': 'x{{> page}}' }],
  ['a dynamic partial in itself', { 'page.html': '{{> *self}}' }],
  ['a partial in itself, indented', { 'page.html': 'x\n  {{> page}}\n' }],
  ['a layout of itself', { 'page.html': '{{<page}}{{/page}}' }],
  ['layouts of each other', { 'page.html': '{{<b}}{{/b}}', 'b.html': '{{<page}}{{$c}}{{/c}}{{/page}}' }],
  [
    'a block that fills itself',
    { 'page.html': '{{<b}}{{$c}}{{<b}}{{$c}}{{> page}}{{/c}}{{/b}}{{/c}}{{/b}}', 'b.html': '{{$c}}{{/c}}' },
  ],
  [
    'a partial in itself, 199 tags deep',
    { 'page.html': `${'{{#if t}}'.repeat(199)}{{> page}}${'{{/if}}'.repeat(199)}` },
  ],
  ['a partial in itself, in a loop', { 'page.html': '{{#for x in list}}{{> page}}{{> page}}{{/for}}' }],
]
