// What a template refers to: addresses with the methods that a browser asks with, and calls of helpers, each with its place.

import { describe, expect, it } from 'vitest'
import { type Address, linksOf } from '../../src/template/links/links.js'
import { parseTemplate } from '../../src/template/syntax/parse.js'

function links(text: string, name = 'page.html') {
  return linksOf(parseTemplate({ name, file: name, text }))
}

/** An address in short: `GET /posts/*`, with `*` for a value and `**` for anything. */
function short({ methods, parts }: Address): string {
  const text = parts.map((part) => {
    if (part.kind === 'text') return part.text
    if (part.kind === 'call') return `${part.call.name}()`
    return part.kind === 'value' ? '*' : '**'
  })
  return `${methods.join('|')} ${text.join('')}`
}

describe('the addresses of a template', () => {
  it.each([
    ['<a href="/a">', ['GET /a']],
    ["<A HREF='/a'>", ['GET /a']],
    ['<a href=/a>', ['GET /a']],
    ['<a\n  href = "/a"\n>', ['GET /a']],
    ['<a href="/a?x=1&amp;y=2#z">', ['GET /a?x=1&y=2#z']],
    ['<a href="/posts/{{ id }}/edit">', ['GET /posts/*/edit']],
    ['<a href="{{ url(\'Posts.show\', id=1) }}?page=2">', ['GET url()?page=2']],
    ['<a href="{{ \'/a\' }}">', ['GET /a']],
    ['<a href="{{ address }}">', ['GET *']],
    ['<a href="{{> address}}/x">', ['GET **/x']],
    ['<a href="{{#if a}}/a{{else}}/b{{/if}}">', ['GET /a', 'GET /b']],
    ['<a href="/a{{#if q}}?q={{ q }}{{/if}}">', ['GET /a?q=*', 'GET /a']],
    ['<a href="/{{#for x in xs}}a{{/for}}">', ['GET /a', 'GET /']],
    ['<a href="{{$home}}/{{/home}}">', ['GET **']],
    ['<a href="">', []],
    ['<a title="/a" data-href="/b">', []],
    ['<p>href="/a"</p><!-- <a href="/b"> --><script>"<a href=/c>"</script>', []],
    ['{{<main}}{{$body}}<a href="/a">{{/body}}{{/main}}', ['GET /a']],
    ['{{#if a}}<a href="/a">{{else}}<a href="/b">{{/if}}x</a>', ['GET /a', 'GET /b']],
    ['<img src="/a.png"><script src="/b.js"></script><link href="/c.css">', ['GET /a.png', 'GET /b.js', 'GET /c.css']],
    ['<form action="/a">', ['GET /a']],
    ['<form action="/a" method="post">', ['POST /a']],
    ['<form method=POST action="/a">', ['POST /a']],
    ['<form action="/a" method="dialog">', []],
    ['<form action="/a" method="{{ method }}">', ['GET|POST /a']],
    ['<form action="/a" {{#if x}}method="post"{{/if}}>', ['POST|GET /a']],
    ['<form action="/a" method="{{#if x}}post{{else}}get{{/if}}">', ['POST|GET /a']],
    ['<form method="post" action="/a"><button formaction="/b">', ['POST /a', 'POST /b']],
    ['<form method="post" action="/a"><input formmethod="get" formaction="/b">', ['POST /a', 'GET /b']],
    ['<button formaction="/b">', ['GET|POST /b']],
    ['<button hx-delete="/a/{{ id }}" data-hx-get="/b">', ['DELETE /a/*', 'GET /b']],
  ])('%s', (text, expected) => {
    expect(links(text).addresses.map(short)).toEqual(expected)
  })

  it('have a label and a place', () => {
    const [address] = links('<p>\n  <a class="x" href="/a/{{ id }}/b">').addresses
    expect(address?.label).toBe('<a href>')
    expect(String(address?.place)).toBe('page.html:2:22')
    expect(address?.place.length).toBe('/a/{{ id }}/b'.length)
  })

  it('are none in a file that is no HTML', () => {
    expect(links('<a href="/a">', 'mail.txt').addresses).toEqual([])
  })

  it('end where the compiler would refuse the HTML', () => {
    expect(links('<a href="/a"><a href="javascript:x"><a href="/b">').addresses.map(short)).toEqual(['GET /a'])
  })

  it('of many branches are as good as unknown', () => {
    const branches = '{{#if a}}a{{else}}b{{/if}}'.repeat(6)
    expect(links(`<a href="/${branches}">`).addresses.map(short)).toEqual(['GET **'])
  })
})

describe('the calls of a template', () => {
  it('are found wherever they stand', () => {
    const text = `{{ a() }}{{#if b(c()) and not d() == 1}}{{ x | e(f=g()) }}{{else}}{{ h() or x }}{{/if}}
      {{#for y in i()}}{{ j() }}{{else}}{{ k() }}{{/for}}{{> part x=l()}}{{#s}}{{ m() }}{{/s}}
      {{<main}}{{$block}}{{ n() }}{{/block}}{{/main}}`
    expect(
      links(text)
        .calls.map(({ call }) => call.name)
        .join(''),
    ).toBe('abcdegh' + 'ijk' + 'lm' + 'n')
  })

  it('have a place', () => {
    expect(links("\n{{ url('A') }}").calls.map(({ place }) => String(place))).toEqual(['page.html:2:4'])
  })
})
