// Escaping by context: every row of the table, with hostile values, and everything that does not compile.

import { describe, expect, it } from 'vitest'
import { SafeHtml, trustedHtml, trustedUrl } from '../../src/template/safe-html.js'
import { errorOf, type Files, render } from './in-memory.js'

const HOSTILE = `<script>alert(1)</script>&"'`
const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;'
const BLOCKED = 'about:blank#blocked'

/** Renders `template` with `v` as the value. */
function print(template: Files, v: unknown): string {
  return render(template, { v, yes: true, no: false })
}

function refusal(template: Files, v: unknown = 'x'): string {
  return errorOf(() => print(template, v)).message
}

describe('text and plain attributes', () => {
  it.each([
    ['text', '<p>{{v}}</p>', `<p>${ESCAPED}</p>`],
    ['title', '<title>{{v}}</title>', `<title>${ESCAPED}</title>`],
    ['textarea', '<textarea>{{v}}</textarea>', `<textarea>${ESCAPED}</textarea>`],
    ['an attribute in double quotes', '<p title="{{v}}">', `<p title="${ESCAPED}">`],
    ['an attribute in single quotes', `<p title='{{v}}'>`, `<p title='${ESCAPED}'>`],
    ['an attribute with blanks around =', '<p title = "{{v}}">', `<p title = "${ESCAPED}">`],
    ['a data attribute', '<p data-x="a {{v}} b">', `<p data-x="a ${ESCAPED} b">`],
    ['text after a comment', '<!-- " > --><p>{{v}}', `<!-- " > --><p>${ESCAPED}`],
    ['text after an empty comment', '<!-->{{v}}', `<!-->${ESCAPED}`],
    ['text after a comment with an exclamation mark', '<!--<--!>{{v}}', `<!--<--!>${ESCAPED}`],
    ['text after a doctype', '<!DOCTYPE html><p>{{v}}', `<!DOCTYPE html><p>${ESCAPED}`],
    ['text after a less-than sign', 'a < b {{v}}', `a < b ${ESCAPED}`],
    ['text after a script', '<script>"</p>"</script>{{v}}', `<script>"</p>"</script>${ESCAPED}`],
    [
      'text after an element with a quote in its text',
      `<title>don't</title><p title="{{v}}">`,
      `<title>don't</title><p title="${ESCAPED}">`,
    ],
    [
      'CDATA and text in svg',
      '<svg><![CDATA[ <p title=" ]]><text>{{v}}</text></svg>',
      `<svg><![CDATA[ <p title=" ]]><text>${ESCAPED}</text></svg>`,
    ],
  ])('F1 escapes in %s', (_, template, expected) => {
    expect(print(template, HOSTILE)).toBe(expected)
  })

  it('F1 escapes everywhere in files that are not HTML', () => {
    expect(print({ 'a.txt': '<a href={{v}} <{{v}}>' }, '<')).toBe('<a href=&lt; <&lt;>')
  })

  it('F7 never reads its output again', () => {
    expect(print('{{v}}', '{{constructor}}{{> p}}{{=<% %>=}}')).toBe('{{constructor}}{{&gt; p}}{{=&lt;% %&gt;=}}')
  })
})

describe('SafeHtml', () => {
  const safe = trustedHtml('<b>&amp;</b>')
  it.each([
    ['is raw in text', '<p>{{v}}</p>', '<p><b>&amp;</b></p>'],
    ['is escaped in attributes', '<p title="{{v}}">', '<p title="&lt;b&gt;&amp;amp;&lt;/b&gt;">'],
    ['is escaped in title', '<title>{{v}}</title>', '<title>&lt;b&gt;&amp;amp;&lt;/b&gt;</title>'],
    ['is escaped in textarea', '<textarea>{{v}}</textarea>', '<textarea>&lt;b&gt;&amp;amp;&lt;/b&gt;</textarea>'],
  ])('%s', (_, template, expected) => {
    expect(print(template, safe)).toBe(expected)
  })

  it('cannot be forged by data of its shape', () => {
    const forged = JSON.parse('{"html":"<b>","__proto__":{"toString":"x"}}')
    expect(refusal('{{v}}', forged)).toContain('an object has no text')
    expect(refusal('{{v}}', Object.create(SafeHtml.prototype))).not.toBe('')
  })
})

describe('raw prints', () => {
  it('stand in text', () => expect(print('<p>{{{v}}}</p>', '<b>')).toBe('<p><b></p>'))
  it.each([
    '<title>{{{v}}}</title>',
    '<textarea>{{&v}}</textarea>',
    '<p title="{{{v}}}">',
    '<a href="{{&v}}">',
    '<script>{{{v}}}</script>',
    '<style>{{{v}}}</style>',
  ])('do not compile in %s', (template) => expect(refusal(template)).toMatch(/^a raw value can stand in text only/))
})

describe('a URL that begins with the value', () => {
  const attributes = [
    '<a href="{{v}}">',
    '<form action="{{v}}">',
    '<button formaction="{{v}}">',
    '<blockquote cite="{{v}}">',
    '<body background="{{v}}">',
    '<a ping="{{v}}">',
    '<a attributionsrc="{{v}}">',
    '<html manifest="{{v}}">',
    '<video poster="{{v}}">',
    '<img src="{{v}}">',
    '<video src="{{v}}">',
    '<audio src="{{v}}">',
    '<source src="{{v}}">',
    '<svg><a xlink:href="{{v}}"></a></svg>',
    `<A HREF = '{{v}}'>`,
    '<a href=" {{v}}">',
  ]
  const hostile = [
    'javascript:alert(1)',
    ' JaVa\tscript:alert(1)',
    '\u0001java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:x',
    'file:///etc/passwd',
    'javascript&colon;alert(1):',
  ]

  it.each(attributes)('F3 is neutralised in %s', (template) => {
    for (const url of hostile.slice(0, -1)) expect(print(template, url)).toBe(template.replace('{{v}}', BLOCKED))
  })

  it.each([
    ['/a/b?c=d&e#f', '/a/b?c=d&amp;e#f'],
    ['a b', 'a b'],
    ['//host/x', '//host/x'],
    ['https://h/"x', 'https://h/&quot;x'],
    ['HTTP://h', 'HTTP://h'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['tel:+49123', 'tel:+49123'],
    ['\\\\evil\\x', '%5C%5Cevil%5Cx'],
    ['  /x \n', '/x'],
    ['javascript&colon;alert(1)', 'javascript&amp;colon;alert(1)'],
    ['', ''],
  ])('passes %j as %j', (url, expected) => {
    expect(print('<a href="{{v}}">', url)).toBe(`<a href="${expected}">`)
  })

  it('passes what code declares trusted', () => {
    expect(print('<img src="{{v}}">', trustedUrl('data:image/svg+xml,"x"'))).toBe(
      '<img src="data:image/svg+xml,&quot;x&quot;">',
    )
  })

  it.each([
    '<a href="{{v}}:alert(1)">',
    '<a href="java{{v}}:alert(1)">',
    '<a href="{{v}}x&#58;y">',
    '<a href="{{v}}{{#if yes}}:{{/if}}x">',
  ])('does not compile before a colon: %s', (template) =>
    expect(refusal(template)).toBe('the scheme of a URL must be literal or wholly in the value'),
  )
})

describe('a value inside a URL', () => {
  it.each([
    ['in the authority', 'https://ok.example{{v}}'],
    ['as host', 'https://{{v}}/'],
    ['as host without scheme', '//{{v}}/'],
    ['as host after backslashes', '\\\\{{v}}/'],
    ['as host after one slash', 'https:/{{v}}/'],
    ['right after a scheme', 'http:{{v}}'],
    ['as port', 'https://h:{{v}}/'],
    ['as user', 'https://{{v}}@h/'],
    ['as host of a scheme of one’s own', 'app://{{v}}'],
    ['after another that may be an origin', '{{v}}{{v}}'],
    ['after another and static text', '{{v}}.example{{v}}'],
    ['after references that hide slashes', '&sol;&#x2f;{{v}}'],
    ['after a branch that ends in the host', '{{#if yes}}https://h{{else}}/x{{/if}}{{v}}'],
  ])('does not compile %s', (_, url) => {
    expect(refusal(`<a href="${url}">`)).toMatch(/^the origin of a URL must be literal or wholly in the value/)
  })

  it.each(['/&#47{{v}}', '/&#4{{v}}', '/&{{v}}', '/&so{{v}}', '?a&#{{v}}'])(
    'does not compile where it would continue a character reference: %s',
    (url) => expect(refusal(`<a href="${url}">`)).toContain('would continue the character reference'),
  )

  it.each([
    ['path', 'https://h/a/{{v}}', 'a/b@c;d?e#f g%41%zz:ü\\', 'https://h/a/a/b@c;d%3Fe%23f%20g%41%25zz%3A%C3%BC%5C'],
    ['path, with ampersand and apostrophe', '/a/{{v}}', `&'`, '/a/&amp;&#39;'],
    ['path, as the first segment', '/{{v}}', '/evil.example/x', '/%2Fevil.example/x'],
    ['path, as the first segment with a backslash', '/{{v}}', '\\evil.example', '/%5Cevil.example'],
    ['path, as an empty first segment before a slash', '/{{v}}/{{v}}', '', '/./'],
    ['path, after a value that may be empty', '{{e}}/{{v}}', '//evil.example', '/%2F%2Fevil.example'],
    ['path, relative', 'users/{{v}}', 'javascript:x', 'users/javascript%3Ax'],
    ['path, in the first relative word', 'user-{{v}}', 'a:b', 'user-a%3Ab'],
    ['query', '/?q={{v}}', `a/b@c&d=e'"#%41 ü`, '/?q=a%2Fb%40c%26d%3De%27%22%23%2541%20%C3%BC'],
    ['query of a mail address', 'mailto:a@b?subject={{v}}', 'x&cc=y', 'mailto:a@b?subject=x%26cc%3Dy'],
    ['query, as a name', '?a=1&{{v}}=2', 'lt;', '?a=1&lt%3B=2'],
    ['query, after a branch that ends with an ampersand', '?{{#if yes}}a=1&{{/if}}b={{v}}', '&', '?a=1&b=%26'],
    ['fragment', '/#{{v}}', '/?', '/#%2F%3F'],
    ['query, after a value that began the URL', '{{s}}?q={{v}}', '&', '/start?q=%26'],
    ['query, with a lone surrogate', '/?q={{v}}', '\ud800', '/?q=%EF%BF%BD'],
    ['an address', 'mailto:{{v}}', 'a@b?cc=c', 'mailto:a@b%3Fcc=c'],
    ['content of an image', 'data:image/png;base64,{{v}}', 'ab+/=', 'data:image/png;base64,ab+/='],
    ['path or query, the stricter rule', '{{#if yes}}/a/{{else}}/a?b={{/if}}{{v}}', 'a/b', '/a/a%2Fb'],
    ['path after a loop that builds it', '{{#for x in list}}/{{x}}{{/for}}', '', '/%2Fa/b'],
    ['the start or the path, encoded as a path', '{{#if no}}/x{{/if}}{{v}}', 'javascript:x', 'javascript%3Ax'],
  ])('is encoded in %s', (_, url, v, expected) => {
    const data = { v, e: '', s: '/start', yes: true, no: false, list: ['/a', 'b'] }
    expect(render(`<a href="${url}">`, data)).toBe(`<a href="${expected}">`)
  })

  it('does not compile in a data: URL that is no image', () => {
    expect(refusal('<a href="data:text/html,{{v}}">')).toMatch(/^a value in a data: URL/)
    expect(refusal('<a href="data:image/svg+xml,{{v}}">')).toMatch(/^a value in a data: URL/)
  })
})

describe('URLs that load code', () => {
  const places = [
    '<script src="{{v}}"></script>',
    '<base href="{{v}}">',
    '<link href="{{v}}">',
    '<iframe src="{{v}}"></iframe>',
    '<frame src="{{v}}">',
    '<embed src="{{v}}">',
    '<object data="{{v}}">',
    '<svg><use href="{{v}}"/></svg>',
    '<div hx-get="{{v}}">',
  ]
  it.each(places)('take only relative values of the same origin in %s', (template) => {
    for (const url of [
      'https://evil.example/x.js',
      '//evil.example/x.js',
      '/\\evil.example',
      '\\/evil.example',
      '\t//evil.example',
      'mailto:x',
      'javascript:x',
    ]) {
      expect(print(template, url)).toBe(template.replace('{{v}}', BLOCKED))
    }
    expect(print(template, '/')).toBe(template.replace('{{v}}', '/.'))
    expect(print(template, '/app.js?v=1')).toBe(template.replace('{{v}}', '/app.js?v=1'))
    expect(print(template, trustedUrl('https://cdn.example/a.js?b&c'))).toBe(
      template.replace('{{v}}', 'https://cdn.example/a.js?b&amp;c'),
    )
  })

  it('take parts in a literal path', () => {
    expect(print('<script src="/js/{{v}}.js"></script>', '../x?y')).toBe('<script src="/js/../x%3Fy.js"></script>')
    expect(print('<script src="/{{v}}.js"></script>', '/evil.example/x')).toBe(
      '<script src="/%2Fevil.example/x.js"></script>',
    )
  })

  it('do not compile when two values make the start', () => {
    expect(refusal('<script src="{{v}}/{{v}}"></script>')).toMatch(/^the start of a URL that loads code/)
  })
})

describe('srcset', () => {
  it.each([
    ['{{v}}', '/a.png 1x, javascript:x 2x, https://h/b.png 2x', `/a.png 1x, ${BLOCKED} 2x, https://h/b.png 2x`],
    ['{{v}}', '/a.png', '/a.png'],
    ['{{v}} 1x, {{v}} 2x', 'data:x', `${BLOCKED} 1x, ${BLOCKED} 2x`],
    ['/img/{{v}}.png 1x', 'a, javascript:x', '/img/a%2C%20javascript%3Ax.png 1x'],
    ['/a.png {{v}}', '2x', '/a.png 2x'],
    ['/a.png {{v}}', '1x, javascript:x', '/a.png '],
    ['/a.png, {{v}} 2x', 'javascript:x', `/a.png, ${BLOCKED} 2x`],
  ])('%s with %j', (list, v, expected) => {
    expect(print(`<img srcset="${list}">`, v)).toBe(`<img srcset="${expected}">`)
    expect(print(`<link imagesrcset="${list}">`, v)).toBe(`<link imagesrcset="${expected}">`)
  })
  it('does not compile in the host', () => expect(refusal('<img srcset="//{{v}}/x 1x">')).toContain('origin'))
  it.each([
    [',javascript:f()', 'about:blank#blocked'],
    [',,/a.png 1x,, ,javascript:f() 2x', '/a.png 1x, about:blank#blocked 2x'],
    ['/a.png,,, /b.png', '/a.png, /b.png'],
  ])('checks the address behind commas that browsers take away: %s', (v, expected) =>
    expect(print('<img srcset="{{v}}">', v)).toBe(`<img srcset="${expected}">`),
  )
})

describe('srcdoc', () => {
  it('escapes twice', () => {
    expect(print('<iframe srcdoc="{{v}}"></iframe>', '<b>&')).toBe(
      '<iframe srcdoc="&amp;lt;b&amp;gt;&amp;amp;"></iframe>',
    )
  })
  it('does not compile after markup', () => {
    expect(refusal(`<iframe srcdoc="<a href='{{v}}'>"></iframe>`)).toContain('srcdoc')
    expect(refusal(`<iframe srcdoc="&lt;a href='{{v}}'>"></iframe>`)).toContain('srcdoc')
  })
})

describe('style', () => {
  const places = ['<p style="color: {{v}}">', '<style>p { color: {{v}} }</style>']
  it.each(places)('takes words, numbers and colours in %s', (template) => {
    for (const v of ['red', '#ff0000', '10px 2.5em', '50%', '-1', 'a, b'])
      expect(print(template, v)).toBe(template.replace('{{v}}', v))
  })
  it.each(places)('takes nothing else in %s', (template) => {
    for (const v of [
      `red; background: url(x)`,
      'expression(alert(1))',
      '</style><script>',
      '"',
      "'",
      '\\22',
      'a:b',
      '{',
      '/*',
      '@import',
    ]) {
      expect(print(template, v)).toBe(template.replace('{{v}}', 'unsafe'))
    }
  })
  it('takes no line ends', () => expect(print('<p style="{{v}}">', 'a\nb')).toBe('<p style="unsafe">'))
  it.each([
    ['a string', `<style>p { content: "{{v}}" }</style>`],
    ['a string in single quotes', `<p style="content: '{{v}}'">`],
    ['a string behind a reference', '<p style="content: &quot;{{v}}">'],
    ['a comment', '<style>/* {{v}} */</style>'],
    ['a comment that begins in two pieces', '<style>/{{! }}* {{v}} */</style>'],
    ['url(', '<style>p { background: url({{v}}) }</style>'],
    ['url( with a blank', '<p style="background: URL( {{v}})">'],
    ['url("', '<style>p { background: url("{{v}}") }</style>'],
  ])('does not compile inside %s', (_, template) => {
    expect(refusal(template)).toMatch(/^no value can stand inside .* of CSS/)
  })
  it('compiles after strings, comments and url(…)', () => {
    const template = `<style>a { b: "\\"x" url(y) /* ' */ } c { d: {{v}} }</style>`
    expect(print(template, 'red')).toBe(template.replace('{{v}}', 'red'))
  })
})

describe('script', () => {
  const value = { a: `</script><!--"'&\u2028\u2029` }
  const json = `{"a":"\\u003c/script\\u003e\\u003c!--\\"'\\u0026\\u2028\\u2029"}`
  it.each([
    '<script>const x = {{ v | json }};</script>',
    '<script>f({{ v | json }}, {{ json(v) }})</script>',
    '<script type="application/json">{{ v | json }}</script>',
    '<script>const a = /["`]/.test(b) ? 1 : {{ v | json }}</script>',
    `<script>const a = \`\${ {{ v | json }} }\`</script>`,
    '<script>a = b / c; x = "\\"" + {{ v | json }} // "</script>',
    '<script>return {{ v | json }}</script>',
    '<script>a /{{ v | json }}</script>',
    "<SCRIPT>// it's\nx = {{ v | json }}</SCRIPT >",
    '<script>if (a) /"/.test(b); x = {{ v | json }}</script>',
    '<script>(a) / 2; x = {{ v | json }} / "1"</script>',
    '<script>for (const x of {{ v | json }}) f(x)</script>',
    '<script>x = { a: 1 } / 2 + {{ v | json }}</script>',
    '<script>f(...{{ v | json }})</script>',
    '<script>a.return / 2; b = {{ v | json }}</script>',
    '<script>/* \\*/ b = {{ v | json }}</script>',
  ])('F4 takes JSON where an expression may stand: %s', (template) => {
    const hole = /\{\{ (?:v \| json|json\(v\)) \}\}/g
    expect(print(template, value)).toBe(template.replace(hole, () => json))
  })

  it.each(['<script>x = {{ v | json }}</script>', '<script type="application/json">{"x": {{ v | json }} }</script>'])(
    'F4 sets no prototype by a key of JSON: %s',
    (template) => {
      const hostile = JSON.parse('{"a":[{"__proto__":{"b":1},"d":2}],"c":"\\"__proto__\\":"}')
      expect(print(template, hostile)).toBe(
        template.replace('{{ v | json }}', () => '{"a":[{"d":2}],"c":"\\"__proto__\\":"}'),
      )
    },
  )

  it('F4 takes no text as the indent of JSON, which would stand between the values as code', () => {
    const data = { v: [1], indent: 'alert(1)//' }
    expect(() => render('<script>x = {{ v | json(indent) }}</script>', data)).toThrow('the indent of json is a number')
    expect(render('<script>x = {{ v | json(2) }}</script>', data)).toBe('<script>x = [\n  1\n]</script>')
  })

  it.each([
    `<svg><script>var q = "<p title='"; f({{ v | json }})</script></svg>`,
    '<svg><script>a = "</p>"</script></svg>',
    '<svg><style><!-- a {} --></style></svg>',
  ])('F4 does not compile markup inside a script or style of svg, where HTML parsers see tags: %s', (template) =>
    expect(refusal(template)).toContain('inside svg'),
  )

  it('F4 still takes a script of svg without markup', () => {
    expect(print('<svg><script>if (1 < 2) f({{ v | json }})</script></svg>', 'x')).toBe(
      '<svg><script>if (1 < 2) f("x")</script></svg>',
    )
  })

  it('F4 leaves nothing in JSON that could end the script', () => {
    expect(print('<script>x = {{ v | json }}</script>', '</script><script>')).toBe(
      '<script>x = "\\u003c/script\\u003e\\u003cscript\\u003e"</script>',
    )
  })

  it.each([
    ['a string', '<script>v="{{ v | json }}"</script>'],
    ['a string', "<script>v='{{ v | json }}'</script>"],
    ['a template literal', '<script>v=`{{ v | json }}`</script>'],
    ['a template literal', `<script>v=\`\${a}{{ v | json }}\`</script>`],
    ['a regular expression', '<script>v = /{{ v | json }}/</script>'],
    ['a comment', '<script>/* {{ v | json }} */</script>'],
    ['a comment', '<script>// {{ v | json }}</script>'],
    ['a string', `<a onclick="f('{{ v | json }}')">`],
    ['a string', '<a onclick="f(&quot;{{ v | json }}&quot;)">'],
    ['a string', '<a onclick="f(&#39;{{ v | json }}&#39;)">'],
  ])('F4 does not compile inside %s: %s', (what, template) => {
    expect(refusal(template)).toContain(`inside ${what} of a script`)
  })

  it.each([
    '<script>v={{v}}</script>',
    '<script>v={{ v | json | upper }}</script>',
    '<a onclick="f({{v}})">',
    `<a onclick='{{v}}'>`,
    '<a onClick="{{ v | upper }}">',
  ])('F5 does not compile without json as the last filter: %s', (template) =>
    expect(refusal(template)).toContain('must be JSON'),
  )

  it.each([
    '<script>v {{ v | json }}</script>',
    '<script>"a"{{ v | json }}</script>',
    '<script>f(){{ v | json }}</script>',
    '<script>{{ v | json }}{{ v | json }}</script>',
  ])('F4 does not compile where no expression may stand: %s', (template) =>
    expect(refusal(template)).toContain('where an expression may stand'),
  )

  it('escapes JSON for HTML too in event attributes', () => {
    const template = '<a onclick="f({{ v | json }})">'
    expect(print(template, `"');alert(1)//<`)).toBe('<a onclick="f(&quot;\\&quot;&#39;);alert(1)//\\u003c&quot;)">')
  })

  it('does not compile with a comment mark of HTML, which browsers read in scripts', () => {
    expect(refusal('<script>x <!-- y\n{{ v | json }}</script>')).toContain('"<!--" is a comment to browsers')
  })

  it.each(['<script>a: {} /x/; y = {{ v | json }}</script>', '<script>of /x/; y = {{ v | json }}</script>'])(
    'does not compile where nobody can tell a division from a regular expression: %s',
    (template) => expect(refusal(template)).toContain('a division or a regular expression'),
  )

  it('does not compile where a slash may be a division or a regular expression', () => {
    expect(refusal('<script>{{#if yes}}a{{/if}} / 1; "/"</script>')).toContain('a division or a regular expression')
  })

  it('finds the end of a script that stands in two pieces', () => {
    expect(print('<script>x</scr{{! }}ipt><p title="{{v}}">', '"')).toBe('<script>x</script><p title="&quot;">')
  })
})

describe('places where no value is safe', () => {
  it.each([
    ['F2 an unquoted attribute value', '<a href={{v}}>', 'needs quotes'],
    ['F2 an unquoted attribute value, after static text', '<a href=/x/{{v}}>', 'needs quotes'],
    ['F6 the name of a tag', '<{{v}}>', 'the name of a tag'],
    ['F6 a part of the name of a tag', '<h{{v}}>', 'the name of a tag'],
    ['F6 the name of a closing tag', '</{{v}}>', 'the name of a tag'],
    ['F6 the name of an attribute', '<a {{v}}=1>', 'the name of an attribute'],
    ['F6 a part of the name of an attribute', '<a data-{{v}}="1">', 'the name of an attribute'],
    ['F6 a whole attribute', '<a {{v}}>', 'the name of an attribute'],
    ['F6 a comment', '<!-- {{v}} -->', 'inside an HTML comment'],
    ['F6 a comment after a greater-than sign', '<!-- > -- {{v}} -->', 'inside an HTML comment'],
    ['F6 a comment that seems to end at once', '<!---!>{{v}}', 'inside an HTML comment'],
    ['F6 a doctype', '<!DOCTYPE {{v}}>', 'inside a declaration'],
    ['F6 CDATA', '<svg><![CDATA[{{v}}]]></svg>', 'inside a declaration'],
    ['the content of an element that is no HTML', '<iframe>{{v}}</iframe>', 'inside <iframe>'],
    ['the content of xmp', '<xmp>{{v}}</xmp>', 'inside <xmp>'],
    ['a meta refresh', '<meta http-equiv="refresh" content="0;url={{v}}">', 'meta refresh'],
    ['a meta refresh, the other way round', '<meta content="{{v}}" http-equiv=" Refresh ">', 'meta refresh'],
    ['http-equiv', '<meta http-equiv="{{v}}" content="x">', '"http-equiv" must be literal'],
    ['values of an animation', '<svg><animate attributeName="href" values="{{v}}"/></svg>', 'must be literal'],
    ['to of set', '<svg><set to="{{v}}"/></svg>', 'must be literal'],
    ['from of an animation', '<svg><animate from="{{v}}"/></svg>', 'must be literal'],
    ['by of an animation', '<svg><animate by="{{v}}"/></svg>', 'must be literal'],
    ['htmx events', '<a hx-on:click="{{v}}">', 'code of a client library'],
    ['Alpine', '<a x-data="{{v}}">', 'code of a client library'],
    ['events of Vue and Alpine', '<a @click="{{v}}">', 'code of a client library'],
    ['bindings of Vue and Alpine', '<a :class="{{v}}">', 'code of a client library'],
    ['Vue', '<a v-html="{{v}}">', 'code of a client library'],
    ['Angular', '<a ng-click="{{v}}">', 'code of a client library'],
    ['a javascript: URL, even a static one', '<a href="javascript:x">', 'runs code'],
    ['a javascript: URL with blanks and references', '<a href=" java&#9;script&colon;x">', 'runs code'],
    ['a javascript: URL without quotes', '<a href=JavaScript:x>', 'runs code'],
  ])('%s', (_, template, message) => {
    expect(refusal(template)).toContain(message)
  })

  it('says file, line and column', () => {
    const error = errorOf(() => render({ 'u/p.html': '<p>\n  <a href={{ v }}>\n' }))
    expect([error.file, error.line, error.column, error.length]).toEqual(['u/p.html', 2, 14, 1])
  })
})

describe('branches', () => {
  it.each([
    ['one in text, the other in a tag', '{{#if yes}}<a {{/if}}>', 'one in text, the other in the tag <a>'],
    ['one in a script', '{{#if yes}}<script>{{else}}{{/if}}</script>', 'one in text, the other in <script>'],
    ['in different attributes', '<a {{#if yes}}href="{{else}}title="{{/if}}{{v}}">', 'in the attribute'],
    ['of a loop that does not end where it begins', '{{#for x in v}}<p title="{{/for}}', 'one in text'],
    ['of a section', '{{#v}}<!-- {{/v}}-->', 'in a comment'],
    [
      'in different strings of a script',
      `<script>{{#if yes}}"{{else}}'{{/if}}</script>`,
      'both in <script>, but differently',
    ],
  ])('do not compile %s', (_, template, message) => {
    expect(refusal(template)).toContain(message)
  })

  it.each([
    ['a whole attribute', '<a {{#if yes}}href="{{v}}"{{/if}} x>', '<a href="/u" x>'],
    ['an attribute without a value', '<input {{#if yes}}checked{{/if}}>', '<input checked>'],
    [
      'attributes without values',
      '<input {{#if yes}}checked{{else}}disabled {{/if}} x="{{v}}">',
      '<input checked x="/u">',
    ],
    ['attributes right after the name of the tag', '<input{{#if yes}} checked{{/if}}>', '<input checked>'],
    ['a meta tag', '<meta name="a" content="{{#if yes}}{{v}}{{/if}}">', '<meta name="a" content="/u">'],
    ['a class', '<a class="a{{#if yes}} b{{/if}}">', '<a class="a b">'],
    ['in the same place of a URL', '<a href="{{#if yes}}/x{{else}}/y{{/if}}/{{v}}">', '<a href="/x//u">'],
    [
      'in a script',
      '<script>x = {{#if yes}}1{{else}}"a"{{/if}}; y = {{ v | json }}</script>',
      '<script>x = 1; y = "/u"</script>',
    ],
  ])('compile around %s', (_, template, expected) => {
    expect(print(template, '/u')).toBe(expected)
  })

  it.each([
    '<a {{#if yes}}href{{else}}title{{/if}}="{{v}}">',
    '<a {{#if yes}}on{{/if}}click="{{v}}">',
    '<a {{#if yes}}href{{/if}} = "{{v}}">',
  ])('do not compile where they make the name of an attribute: %s', (template) =>
    expect(refusal(template)).toContain('a name depends on a branch'),
  )
})

describe('partials and layouts', () => {
  it('compile for the place that they stand in', () => {
    const files = {
      'a.html': '<a href="{{> u}}" title="{{> u}}">{{> u}}</a><script>x = {{> j}}</script>',
      'u.html': '{{v}}',
      'j.html': '{{ v | json }}',
    }
    expect(print(files, 'javascript:"')).toBe(
      `<a href="${BLOCKED}" title="javascript:&quot;">javascript:&quot;</a><script>x = "javascript:\\""</script>`,
    )
  })

  it('refuse with the way that led there', () => {
    const error = errorOf(() => print({ 'a.html': '<p>\n<a {{> u}}></a>', 'u.html': 'x={{v}}' }, 'x'))
    expect(error.file).toBe('u.html')
    expect(error.chain.map(({ tag, place }) => `${tag} ${place}`)).toEqual(['{{> u}} a.html:2:8'])
  })

  it('compile blocks for the place of the slot', () => {
    const files = { 'a.html': '{{<l}}{{$u}}{{v}}{{/u}}', 'l.html': '<a href="{{$u}}{{/u}}">{{$u}}{{/u}}</a>' }
    expect(print(files, 'javascript:x')).toBe(`<a href="${BLOCKED}">javascript:x</a>`)
  })

  it('chosen by data must end where they begin', () => {
    expect(refusal({ 'a.html': '{{> *v}}', 'p.html': '<a ' }, 'p')).toBe(
      'the partial "p" begins in text, but ends in the tag <a>',
    )
  })

  it('that include themselves must end where they begin', () => {
    const files = { 'a.html': '{{> p}}>', 'p.html': '{{#if no}}{{> p}}{{/if}}<a ' }
    expect(refusal(files)).toBe('a partial that includes itself must end where it begins: in text, not in the tag <a>')
  })

  it('of a page must not leave anything open', () => {
    expect(refusal('<p>\n<a href="x>text')).toBe('the file ends in the attribute "href" of <a>, which is not closed')
  })
})
