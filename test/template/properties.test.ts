// Properties that hold for any input: the HTML machine does not depend on how text is cut, no value leaves its place,
// and whatever a template holds, the answer is a text or a TemplateError.

import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TemplateError } from '../../src/template/error.js'
import { advanceHtml } from '../../src/template/escape/markup.js'
import { Refusal } from '../../src/template/escape/refusal.js'
import { HTML_TEXT, stateKey } from '../../src/template/escape/state.js'
import { render } from './in-memory.js'

const words = (list: string, most: number) =>
  fc.array(fc.constantFrom(...list.split('␣')), { maxLength: most }).map((parts) => parts.join(''))

const MARKUP =
  '<p>␣</p>␣<a href="␣"␣\'␣>␣ ␣\n␣<␣</␣<!--␣-->␣--␣!␣<!␣<title>␣</title>␣<script>␣</script>␣<style>␣</style>␣text␣=␣/␣<b␣ class=␣<svg>␣</svg>␣<![CDATA[␣]]>␣<pre>␣</pre>␣ onclick="␣/*␣*/␣//␣`␣$␣{␣}␣url(␣?␣#␣:␣</scr␣ipt␣{␣;␣return ␣javascript␣https:'
const TEMPLATE =
  '{{␣}}␣{␣}␣#␣/␣^␣>␣<␣$␣!␣=␣&␣a␣if␣for␣else␣in␣ ␣\n␣"␣|␣(␣)␣.␣,␣--␣{{#a}}␣{{/a}}␣{{else}}␣{{a}}␣{{! c }}'
const HOSTILE =
  '"␣\'␣<␣>␣&␣/␣\\␣:␣//␣javascript:␣https://evil.example␣@␣?␣#␣.␣..␣%2f␣%␣ ␣\t␣\n␣x␣ü␣`␣*/␣;␣)␣}␣--␣</script>␣\u2028'

/** The state after a text, or that it is refused. */
function follow(pieces: readonly string[]): string {
  try {
    return stateKey(pieces.reduce(advanceHtml, HTML_TEXT))
  } catch (error) {
    if (error instanceof Refusal) return 'refused'
    throw error
  }
}

describe('the HTML machine', () => {
  it('is in the same state however the text is cut', () => {
    const property = fc.property(words(MARKUP, 12), fc.nat(), (text, at) => {
      const cut = at % (text.length + 1)
      const whole = follow([text])
      const cutInTwo = follow([text.slice(0, cut), text.slice(cut)])
      // A name of JavaScript or CSS that is cut in two counts as two: no tag can stand inside of it without being seen.
      fc.pre(!/[\w$]/.test(text.charAt(cut - 1)) || !/[\w$(]/.test(text.charAt(cut)))
      fc.pre(whole !== 'refused' && cutInTwo !== 'refused')
      expect(cutInTwo).toBe(whole)
    })
    fc.assert(property, { numRuns: 1000 })
  })
})

describe('a value', () => {
  it('in text or a quoted attribute brings no markup', () => {
    fc.assert(
      fc.property(words(HOSTILE, 8), (v) => {
        const out = render('<p title="{{v}}" class=\'{{v}}\'>{{v}}</p>', { v })
        expect(out.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).toMatch(
          /^<p title="[^"<>&]*" class='[^'<>&]*'>[^<>&]*<\/p>$/,
        )
      }),
    )
  })

  it('inside a URL changes neither scheme nor host', () => {
    const before = words('/␣?␣#␣a␣b.c␣https://ok.example␣//ok.example/␣:␣../␣mailto:␣@␣\\', 5)
    const property = fc.property(
      before,
      words('␣/␣?␣#␣a␣:␣//␣.x', 3),
      words(HOSTILE, 6),
      words(HOSTILE, 6),
      (head, tail, v, w) => {
        fc.pre(head !== '')
        const template = `<a href="${head}{{v}}${tail}{{w}}">`
        const make = (data: object): URL | undefined => {
          const url = /^<a href="(.*)">$/s
            .exec(render(template, data))?.[1]
            ?.replace(/&amp;/g, '&')
            .replace(/&#39;/g, "'")
          return URL.canParse(url ?? '', 'https://site.example/a/b')
            ? new URL(url ?? '', 'https://site.example/a/b')
            : undefined
        }
        let expected: URL | undefined
        try {
          expected = make({ v: 'v', w: 'w' })
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError)
        }
        fc.pre(expected !== undefined && /^https?:$/.test(expected.protocol))
        const url = make({ v, w })
        expect([url?.protocol, url?.host, url?.username]).toEqual([
          expected?.protocol,
          expected?.host,
          expected?.username,
        ])
      },
    )
    fc.assert(property, { numRuns: 1000 })
  })

  it('that is a whole URL has a scheme from the list', () => {
    const property = fc.property(words(`${HOSTILE}␣data:␣vbscript:␣\u0001␣JAVASCRIPT␣file:`, 6), (v) => {
      const url = /"(.*)"/s.exec(render('<a href="{{v}}">', { v }))?.[1]?.replace(/&amp;/g, '&') ?? ''
      fc.pre(URL.canParse(url, 'https://site.example'))
      expect(
        url === 'about:blank#blocked' || /^(?:https?|mailto|tel):$/.test(new URL(url, 'https://site.example').protocol),
      ).toBe(true)
    })
    fc.assert(property, { numRuns: 700 })
  })

  it('that loads code is of the same origin', () => {
    const property = fc.property(words(HOSTILE, 6), words(HOSTILE, 4), (v, w) => {
      for (const attribute of ['{{v}}', '/{{v}}', '/{{v}}/{{w}}', '{{v}}/x/{{w}}', '/js/{{v}}{{w}}', 'x{{v}}/{{w}}']) {
        const url =
          /"(.*)"/s.exec(render(`<script src="${attribute}"></script>`, { v, w }))?.[1]?.replace(/&amp;/g, '&') ?? ''
        if (url === 'about:blank#blocked' || url.startsWith('about:blank#blocked/x/')) continue
        expect(
          URL.canParse(url, 'https://site.example') ? new URL(url, 'https://site.example').host : 'site.example',
        ).toBe('site.example')
      }
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('in a script comes out as it went in, but for keys that would set a prototype there', () => {
    const withoutPrototypes = (key: string, value: unknown) => (key === '__proto__' ? undefined : value)
    const property = fc.property(fc.jsonValue(), words(HOSTILE, 5), (json, text) => {
      const v = { json, text, [text]: null }
      const script =
        /^<script>(.*)<\/script>$/s.exec(render('<script>x = /["]/, {{ v | json }}</script>', { v }))?.[1] ?? ''
      expect(script).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(JSON.stringify(runInNewContext(`(${script.slice(11)})`)))).toEqual(
        JSON.parse(JSON.stringify(v), withoutPrototypes),
      )
    })
    fc.assert(property, {
      numRuns: 150,
      examples: [
        [{ a: { ['__proto__']: false } }, ''],
        [null, '__proto__'],
      ],
    })
  })

  it('in a style is made of harmless characters', () => {
    fc.assert(
      fc.property(words(HOSTILE, 3), (v) => {
        expect(render('<p style="a: {{v}}">', { v })).toMatch(/^<p style="a: (?:unsafe|[\w #%.,+-]*)">$/)
      }),
    )
  })
})

describe('any text', () => {
  it('is a template or a TemplateError', () => {
    const property = fc.property(words(`${TEMPLATE}␣${MARKUP}`, 15), (text) => {
      try {
        expect(typeof render(text, { a: [{ a: 1 }] }, { missing: 'empty', allowsMissingPartials: true })).toBe('string')
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError)
        expect(String(error)).toContain('^')
      }
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('without tags comes out as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('{{'))
        expect(render({ 'a.txt': text })).toBe(text)
      }),
    )
  })
})
