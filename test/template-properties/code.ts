// Random scripts, handlers, style sheets and styles with values in the places where the language allows them.

import fc, { type Arbitrary } from 'fast-check'
import { join, type Prints } from './prints.js'

/** Static script that must not confuse where a value stands. */
const before = fc.constantFrom(
  '',
  'var s = "it\'s", q = \'"\';',
  'var r = /[/"\'`]\\//g;',
  '// it\'s "a comment"\n',
  '/* \' " ` */',
  `var t = \`a\${ { b: \`c\` }.b }"'\`;`,
  'if (a) /b"/.test(c);',
  'var w = 1 / 2 / 3;',
  "function f() { return /x'/ }",
  'var u = "</scr" + "ipt>";',
  'var v = "\\"\\\\";',
)

/** The content of a script. */
export function script({ json }: Prints): Arbitrary<string> {
  const use = fc.oneof(
    join`var a = ${json};`,
    join`go(${json}, ${json})`,
    join`var b = { k: ${json}, l: [${json}] };`,
    join`var c = \`x\${ ${json} }y\`;`,
    join`if (${json} === x) { y = ${json} } else z(${json});`,
    join`var d = (p) => [${json}];`,
    join`function g() { return ${json} }`,
    join`e = x ? ${json} : ${json};`,
    join`f(x + ${json} / 2);`,
    join`h = [...${json}];`,
  )
  return join`${before}\n${use}\n${before}\n${use}\n`
}

/** A handler, for an attribute between quotation marks. */
export function handler({ json }: Prints): Arbitrary<string> {
  return fc.oneof(
    join`go(${json})`,
    join`x = ${json}; return false`,
    join`f('a', &quot;b&quot;, ${json})`,
    join`if (a &amp;&amp; ${json}) b(\`\${ ${json} }\`)`,
    join`g({ k: ${json} }, /'/)`,
  )
}

/** The content of a data block. */
export function dataBlock({ json }: Prints): Arbitrary<string> {
  return fc.oneof(json, join`{ "a": ${json}, "b": [${json}, 1] }`)
}

/** The content of a style attribute. */
export function style({ style: value }: Prints): Arbitrary<string> {
  return fc.oneof(
    join`color: ${value}`,
    join`color: ${value}; margin: 1px ${value} 2px; top: 0`,
    join`--a: ${value}; left: calc(1px + ${value}); right: 0`,
    join`background: url('a.png') ${value}; top: 0`,
    join`content: &quot;a&quot;; /* it's */ color: ${value}; top: 0`,
  )
}

/** The content of a style sheet. */
export function styleSheet({ style: value }: Prints): Arbitrary<string> {
  return fc.oneof(
    join`p { color: ${value} } q { top: 0 }`,
    join`@media (min-width: ${value}) { p { margin: ${value} } } q { top: 0 }`,
    join`p::before { content: "it's"; color: ${value}; background: url(a.png) } /* ' */ q { top: ${value} }`,
  )
}
