// Hostile values change nothing but values: random templates and literals, judged by parsers that know nothing of miniweb.
// A failure names its seed and path; TEMPLATE_SEED and TEMPLATE_RUNS repeat or lengthen a run.

import fc, { type Parameters } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOf } from './failure.js'
import { Difference } from './judge/difference.js'
import { judgePages } from './judge/page.js'
import { literalProperty, pageProperty } from './properties.js'

const { TEMPLATE_RUNS = '2000', TEMPLATE_SEED } = process.env
const RUNS = Number(TEMPLATE_RUNS)
const TIMEOUT_MS = 60_000 + RUNS * 30

function parameters<T>(numRuns: number): Parameters<T> {
  return { numRuns, ...(TEMPLATE_SEED === undefined ? {} : { seed: Number(TEMPLATE_SEED) }) }
}

describe('hostile values change nothing but values', () => {
  it('in templates', { timeout: TIMEOUT_MS }, () => {
    expect(failureOf(fc.check(pageProperty(), parameters(RUNS)))).toBeUndefined()
  })

  it('in html`…`', { timeout: TIMEOUT_MS }, () => {
    expect(failureOf(fc.check(literalProperty(), parameters(RUNS / 4)))).toBeUndefined()
  })
})

describe('the judges see', () => {
  it.each([
    ['an element', '<p>m4rk</p>', '<p><b>x</b></p>'],
    ['an attribute', '<p title="m4rk">', '<p title="" onclick="f()">'],
    ['a comment', '<p>m4rk</p>', '<p><!-- --></p>'],
    ['another literal attribute', '<p title="a">', '<p title="b">'],
    ['an end of a script', '<script>f(40404)</script>', '<script>f("</script>")</script>'],
    ['a call in a script', '<script>f(40404)</script>', '<script>f(g())</script>'],
    ['a second statement', '<script>f(40404)</script>', '<script>f(1);g(1)</script>'],
    ['a name in a handler', '<p onclick="f(40404)">', '<p onclick="f(document)">'],
    [
      'no JSON in a data block',
      '<script type="application/json">40404</script>',
      '<script type="application/json"></script>',
    ],
    ['a scheme', '<a href="m4rk">', '<a href="javascript:f()">'],
    ['a scheme with a tab in it', '<a href="m4rk">', '<a href="java\tscript:f()">'],
    ['another host behind a slash', '<a href="/m4rk">', '<a href="//evil">'],
    ['another host behind a host', '<a href="https://ok.example/m4rk">', '<a href="https://ok.example@evil/">'],
    ['another host of a script', '<script src="m4rk"></script>', '<script src="//evil"></script>'],
    ['a parameter of the query', '<a href="/?a=m4rk&z=1">', '<a href="/?a=&b=&z=1">'],
    ['a literal parameter overwritten', '<a href="/?a=m4rk&z=1">', '<a href="/?a=m#&z=1">'],
    ['a scheme in a srcset', '<img srcset="m4rk">', '<img srcset="/a, javascript:f() 2x">'],
    ['one more candidate', '<img srcset="/m4rk 2x">', '<img srcset="/a 1x, /b 2x">'],
    ['a declaration', '<p style="color: m4rk">', '<p style="color: red; top: 0">'],
    ['a function of CSS', '<p style="color: m4rk">', '<p style="color: url(x)">'],
    ['a rule', '<style>p { color: m4rk }</style>', '<style>p { color: red } q { }</style>'],
    ['an element in srcdoc', '<iframe srcdoc="m4rk">', '<iframe srcdoc="<b>">'],
  ])('%s', (_, harmless, hostile) => {
    judgePages(harmless, harmless)
    expect(() => judgePages(hostile, harmless)).toThrow(Difference)
  })
})
