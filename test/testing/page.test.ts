// Pages as a visitor sees them: text, title, address, route, elements, JSON; redirects; and what errors say.

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { App, type Ctx, html, json, Reply, redirect, route, text, url } from '../../src/index.js'
import { loadHtmlParser } from '../../src/testing/html-tree.js'
import { visitor } from '../../src/testing.js'
import { eventually } from '../support/deadline.js'
import { appWith, openPage, seen } from './pages.js'

class Links {
  @route('/links/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return html`<title> Link
      ${id} </title><h1>Number ${id}</h1>`
  }

  @route('/links/new')
  blank() {
    return html`<h1>New</h1>`
  }

  @route.post('/links')
  create() {
    return redirect(url(Links, 'show', { id: 5 }))
  }
}

function links(): App {
  return new App({ templates: false, static: [{ dir: new URL('../../example-app/static', import.meta.url) }] })
    .register(Links)
    .get('/ping', () => 'pong')
    .get('/named', { name: 'Other.name' }, () => 'named')
    .get('/:rest<path>', function everything() {
      return text('all')
    })
}

describe('a page', () => {
  it('has status, address, title and text', async () => {
    const page = await visitor(links()).open('/links/7?page=2#top')
    expect(page).toMatchObject({ status: 200, url: '/links/7?page=2#top', title: 'Link 7', text: 'Number 7' })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.body).toContain('<h1>Number 7</h1>')
    expect(Buffer.from(page.bytes).toString()).toBe(page.body)
  })

  it.each([
    ['/links/7', 'Links.show'],
    ['/links/new', 'Links.blank'],
    ['/ping', 'GET /ping'],
    ['/named', 'Other.name'],
    ['/links/new/x', 'everything'],
    ['/static/board.css', undefined],
    ['/static/nothing.css', undefined],
    ['/%E0', undefined],
  ])('knows its route: %s is %s', async (path, name) => {
    expect((await visitor(links()).open(path)).route).toBe(name)
  })

  it('knows the route of the page that a redirect leads to', async () => {
    const page = await visitor(links()).request('POST', '/links')
    expect(page).toMatchObject({ status: 200, route: 'Links.show', url: '/links/5' })
  })

  it('has no route where only another method has one', async () => {
    const app = new App({ templates: false }).post('/links', () => 'made')
    expect(await visitor(app).open('/links')).toMatchObject({ status: 405, route: undefined })
  })

  it('is text, JSON or bytes where it is no HTML', async () => {
    const app = new App({ templates: false })
      .get('/text', () => 'a  <b>')
      .get('/json', () => ({ a: 1 }))
      .get('/bytes', () => new Reply({ kind: 'bytes', bytes: Buffer.from([0, 255]) }))
    const browser = visitor(app)
    expect(await browser.open('/text')).toMatchObject({ text: 'a  <b>', title: '' })
    expect((await browser.open('/json')).json).toEqual({ a: 1 })
    expect([...(await browser.open('/bytes')).bytes]).toEqual([0, 255])
  })

  it('is decoded where it comes compressed', async () => {
    const app = new App({ templates: false }).get('/', (ctx) => {
      expect(ctx.headers['accept-encoding']).toBe('gzip, deflate, br')
      const headers = { 'content-encoding': 'gzip', 'content-type': 'text/html' }
      return new Reply({ kind: 'bytes', bytes: gzipSync('<p>small') }, { headers })
    })
    expect((await visitor(app).open('/')).text).toBe('small')
  })
})

describe('the text', () => {
  it.each([
    ['a   b\n\tc', 'a b c'],
    ['<p>one</p><p>two</p>', 'one two'],
    ['<b>bo</b>ld, <a href="/">li</a>nk', 'bold, link'],
    ['one<br>two<hr>three', 'one two three'],
    ['<table><tr><td>1<td>2</table>', '1 2'],
    ['<script>let a</script><style>p {}</style><template><p>t</template>seen', 'seen'],
    ['<p hidden>away</p>there', 'there'],
    ['<noscript><p>No scripts here</noscript>', 'No scripts here'],
    ['<!-- not this -->&lt;b&gt; &amp; &eacute;', '<b> & é'],
    ['1&nbsp;000', '1 000'],
  ])('of %s is %s', async (body, expected) => {
    expect((await openPage(body)).text).toBe(expected)
  })
})

describe('an element', () => {
  it('is found by a selector, has text and attributes, and elements in it', async () => {
    const page = await openPage('<ul id="a"><li class="x">1<li class="x y" data-Of="2">2</ul><p class="x">3</p>')
    expect(page.find('.x').text).toBe('1')
    expect(page.all('.x').map(({ text }) => text)).toEqual(['1', '2', '3'])
    expect(page.find('.y').attribute('data-of')).toBe('2')
    expect(page.find('.y').attribute('id')).toBeUndefined()
    expect(page.find('#a').all('.x')).toHaveLength(2)
    expect(page.find('#a').tag).toBe('ul')
    expect(page.all('.z')).toEqual([])
  })

  it('that is not there is an error that says what is', async () => {
    const page = await openPage('<main id="m"><p class="note  big">x</p></main>')
    expect(() => page.find('.error')).toThrow(
      new Error('"The page" at / (200, GET /) has no element .error; it has main#m, p.note.big'),
    )
    expect(() => page.find('.note').find('b')).toThrow(
      new Error('"The page" at / (200, GET /) has no element b in p.note.big; nothing in it has an id or a class'),
    )
  })

  it('is not looked for in what is no HTML', async () => {
    const page = await visitor(new App({ templates: false }).get('/', () => ({ a: 1 }))).open('/')
    expect(() => page.find('p')).toThrow(
      new Error('the page at / (200, GET /) is no HTML, but application/json: {"a":1}'),
    )
  })
})

describe('JSON', () => {
  it('that is none is an error that shows the beginning', async () => {
    const page = await openPage('x'.repeat(200))
    expect(() => page.json).toThrow(/^"The page" at \/ \(200, GET \/\) is no JSON: <!doctype html>.{80,}…$/)
  })
})

describe('a redirect', () => {
  const answering = (status: number, location: string) =>
    appWith('').route(
      '/away',
      { methods: ['GET', 'POST', 'PUT'] },
      () => new Reply({ kind: 'empty' }, { status, headers: { location } }),
    )

  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'PUT', 'PUT'],
    [302, 'PUT', 'PUT'],
    [303, 'PUT', 'GET'],
  ])('with %i makes of %s a %s, and takes the body along or all that speaks of it away', async (status, from, to) => {
    const browser = visitor(answering(status, '/echo?a=1'))
    const { method, target, body, headers } = seen(await browser.request(from, '/away', { body: 'told' }))
    expect({ method, target, body }).toEqual({ method: to, target: '/echo?a=1', body: to === 'GET' ? '' : 'told' })
    expect([headers['content-type'], headers['origin']]).toEqual(
      to === 'GET' ? [undefined, undefined] : ['text/plain;charset=UTF-8', 'http://localhost'],
    )
  })

  it('is not followed on demand, nor off the site', async () => {
    const manual = await visitor(answering(303, '/echo')).request('POST', '/away', { redirect: 'manual' })
    expect([manual.status, manual.headers.get('location'), manual.url]).toEqual([303, '/echo', '/away'])
    const off = await visitor(answering(302, 'https://login.example/?a')).open('/away')
    expect([off.status, off.headers.get('location')]).toEqual([302, 'https://login.example/?a'])
  })

  it('keeps the fragment unless it has its own', async () => {
    expect((await visitor(answering(302, '/echo')).open('/away#a')).url).toBe('/echo#a')
    expect((await visitor(answering(302, '/echo#b')).open('/away#a')).url).toBe('/echo#b')
  })

  it('that never ends is an error', async () => {
    await expect(visitor(answering(302, '/away?again')).open('/away')).rejects.toThrow(
      new Error('GET /away is redirected more than 20 times, at last to http://localhost/away?again'),
    )
  })
})

describe('a visit', () => {
  it.each([
    ['links', /"links" is no address of the app: it begins with \//],
    ['https://example.org/', /https:\/\/example.org\/ is off the site http:\/\/localhost/],
    ['//example.org/', /\/\/example.org\/ is off the site/],
  ])('to %s is refused', async (address, message) => {
    await expect(visitor(appWith('')).open(address)).rejects.toThrow(message)
  })

  it('takes whole addresses of the site', async () => {
    expect((await visitor(appWith('')).open('http://localhost/?a')).url).toBe('/?a')
  })

  it('ends with an error where no answer comes in time', async () => {
    const app = new App({ templates: false, log: () => undefined }).get('/', () => new Promise<string>(() => undefined))
    await expect(visitor(app, { timeoutMs: 50 }).open('/')).rejects.toThrow('GET /: no whole answer came within 50 ms')
  })

  it('ends with an error where the answer breaks off', async () => {
    const app = new App({ templates: false }).get('/', ({ res }) => {
      res.writeHead(200, { 'content-length': '10' }).write('half')
      setTimeout(() => res.destroy(), 20)
      return new Promise<string>(() => undefined)
    })
    await expect(visitor(app).open('/')).rejects.toThrow('GET /: the connection ended without a whole answer (aborted)')
  })

  it('sees the answer to a body that is refused before it is read', async () => {
    const page = await visitor(appWith('', { limits: { bodyBytes: 1000 } })).request('POST', '/echo', {
      body: 'x'.repeat(20_000_000),
    })
    expect(page.status).toBe(413)
  })

  it('of an app that cannot work throws at once', () => {
    const app = new App({ templates: false }).get('/a/:x', () => '').get('/a/:y', () => '')
    expect(() => visitor(app)).toThrow(expect.objectContaining({ code: 'DUPLICATE_ROUTE' }))
    expect(() => visitor(appWith(''), { origin: 'http://localhost/' })).toThrow(/is no origin such as/)
  })

  it('needs parse5, and says so', async () => {
    const missing = () => Promise.reject(new Error('Cannot find package'))
    await expect(loadHtmlParser(missing)).rejects.toThrow(
      'visitor() reads pages with the package parse5: npm install --save-dev parse5',
    )
  })
})

describe('a request', () => {
  it('is that of a script of the site, unless it says otherwise', async () => {
    const browser = visitor(appWith(''))
    const { headers, method, body } = seen(await browser.request('PUT', '/echo', { json: { a: 'ä' } }))
    expect({ method, body }).toEqual({ method: 'PUT', body: Buffer.from('{"a":"ä"}').toString('latin1') })
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      accept: '*/*',
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
    })
    const other = seen(
      await browser.request('POST', '/echo', {
        headers: { Origin: undefined, 'Content-Type': 'a/b', 'X-A': '1' },
        body: 'b',
      }),
    )
    expect(other.headers).toMatchObject({ 'content-type': 'a/b', 'x-a': '1' })
    expect(other.headers).not.toHaveProperty('origin')
  })

  it('is refused where it comes from another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const page = await visitor(appWith('')).request('POST', '/echo', { headers })
    expect(page.status).toBe(403)
  })
})

describe('an origin of its own', () => {
  it('is asked for, with https as through a proxy', async () => {
    const app = appWith('', { allowedHosts: ['board.example'], trustProxy: 1 })
    app.get('/who', (ctx) => json({ host: ctx.host, secure: ctx.secure }))
    const page = await visitor(app, { origin: 'https://board.example' }).open('/who')
    expect(page.json).toEqual({ host: 'board.example', secure: true })
    expect((await visitor(app).open('/who')).status).toBe(403)
  })
})

it('leaves nothing that listens', async () => {
  const listening = () => process.getActiveResourcesInfo().filter((name) => /^TCP/.test(name))
  const before = listening()
  await visitor(appWith('')).open('/')
  await eventually(() => expect(listening()).toEqual(before))
})
