// Tokens against forged requests: what may change something passes with a token of the visitor's own session alone, whatever
// its body says it is. Programs send these requests, so the refusal of other origins lets them through to the token.

import { describe, expect, test } from 'vitest'
import { type AppOptions, type CsrfOptions, csrf, html, json, memoryStore, render, session } from '../../src/index.js'
import { BOUNDARY, field, file, MULTIPART_TYPE, multipart } from '../http/bodies/multipart-body.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, request } from '../support/invariants.js'
import type { RawAnswer } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

const URLENCODED = 'Content-Type: application/x-www-form-urlencoded'
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly lines?: readonly string[]
  readonly body?: string | Buffer
  readonly cookie?: string
}

/** An app with a session and tokens, and what its handlers saw. */
async function site(options: CsrfOptions = {}, appOptions: AppOptions = {}) {
  const { app, records } = freshApp(appOptions)
  const seen: unknown[] = []
  const store = memoryStore()
  const pages = app.through(session<{ user: string }>({ store })).through(csrf(options))
  pages.get('/token', (ctx) => ctx.csrf.token)
  pages.get('/field', (ctx) => ctx.csrf.field)
  pages.get('/two', (ctx) => `${ctx.csrf.token} ${ctx.csrf.token}`)
  pages.get('/still', () => 'still')
  pages.route('/change', { methods: METHODS }, (ctx) => {
    seen.push(ctx.method)
    return 'changed'
  })
  pages.post('/form', async (ctx) => {
    const { fields, files } = await ctx.read.form()
    seen.push({ ...fields, ...files })
    return json({ fields: Object.keys(fields), files: Object.keys(files) })
  })
  pages.post('/json', async (ctx) => json({ body: await ctx.read.json() }))
  pages.post('/parts', async (ctx) => {
    const names: string[] = []
    for await (const part of ctx.read.parts()) names.push(part.name)
    return json(names)
  })
  pages.post('/strict', { form: strictSchema, invalid: (_, { form }) => json(form) }, (_, { form }) => json(form))
  pages.post('/login', (ctx) => {
    ctx.session.renew()
    return ctx.csrf.token
  })
  pages.post('/logout', (ctx) => {
    ctx.session.destroy()
    return 'bye'
  })
  const port = await listening(app)
  const send = async ({ method = 'POST', path = '/change', lines = [], body = '', cookie }: Sent) => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`
    const cookies = cookie === undefined ? [] : [`Cookie: ${cookie}`]
    const head = request(method, path, ...(method === 'GET' ? [] : [length]), ...cookies, ...lines)
    return (await exchange(port, Buffer.concat([Buffer.from(head), Buffer.from(body)]))).answer
  }
  /** A new visitor: the cookie of its session, and a token. */
  const visitor = async () => {
    const answer = await send({ method: 'GET', path: '/token' })
    return { cookie: cookieOf(answer), token: answer.body }
  }
  return { send, visitor, seen, records }
}

function cookieOf(answer: RawAnswer): string {
  const pair = answer.header('set-cookie')?.split(';')[0]
  if (pair === undefined) throw new Error('the answer sets no cookie')
  return pair
}

/** Takes a title alone: any other name is refused. */
const strictSchema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => {
      const { title, ...others } = value as Record<string, unknown>
      const issues = Object.keys(others).map((name) => ({ message: 'unknown', path: [name] }))
      if (title === '') issues.push({ message: 'empty', path: ['title'] })
      return issues.length > 0 ? { issues } : { value: { title: String(title) } }
    },
  },
} as const

describe('J1: a request that may change something is checked', () => {
  const types: readonly (readonly [name: string, lines: readonly string[], body: string | Buffer])[] = [
    ['without a type', [], 'a=1'],
    ['without a type and a body', [], ''],
    ['application/x-www-form-urlencoded', [URLENCODED], 'a=1'],
    [
      'hono GHSA-2234-fmw7-43wr: Application/x-www-form-urlencoded',
      ['Content-Type: Application/X-WWW-Form-Urlencoded'],
      'a=1',
    ],
    ['with a charset', [`${URLENCODED}; charset=utf-8`], 'a=1'],
    ['with a charset that is not read', [`${URLENCODED}; charset=utf-16`], 'a=1'],
    ['multipart/form-data', [MULTIPART_TYPE], multipart(field('a', '1'))],
    ['Multipart/Form-Data', [MULTIPART_TYPE.replace('multipart/form-data', 'Multipart/Form-Data')], multipart()],
    ['text/plain', ['Content-Type: text/plain'], 'a=1'],
    ['hono tests: text/plain and a tab', ['Content-Type: text/plain\t'], 'a=1'],
    ['text/plain; application/json', ['Content-Type: text/plain; application/json'], '{}'],
    ['JSON', ['Content-Type: application/json'], '{"a":1}'],
    ['JSON with the token as a member', ['Content-Type: application/json'], '{"_csrf":"TOKEN"}'],
    ['text with the token as a field', ['Content-Type: text/plain'], '_csrf=TOKEN'],
    ['Qwik GHSA-vm6g-8r4h-22x8: a list of types', ['Content-Type: application/json, text/plain'], '{}'],
    ['no media type', ['Content-Type: x'], 'a=1'],
    ['an empty type', ['Content-Type: '], 'a=1'],
    ['another coding', [URLENCODED, 'Content-Encoding: x'], '_csrf=TOKEN'],
  ]
  test.each(types)('%s', async (_name, lines, body) => {
    const { send, visitor, seen } = await site()
    const { cookie, token } = await visitor()
    const told = typeof body === 'string' ? body.replace('TOKEN', token) : body
    const refused = await send({ cookie, lines, body: told })
    expect([refused.status, seen]).toEqual([403, []])
    expect((await send({ cookie, lines: [...lines, `X-CSRF-Token: ${token}`], body: told })).status).toBe(200)
    expect(seen).toEqual(['POST'])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('whatever its method: %s', async (method) => {
    const { send, visitor } = await site()
    const { cookie, token } = await visitor()
    expect((await send({ method, cookie })).status).toBe(403)
    expect((await send({ method, cookie, lines: [`x-csrf-token: ${token}`] })).status).toBe(200)
  })

  test.each(['GET', 'HEAD', 'OPTIONS'])('and one that changes nothing is not: %s', async (method) => {
    const { send, seen } = await site()
    expect((await send({ method })).status).toBeLessThan(300)
    expect(seen).toEqual([method])
  })

  test('with a form whose field is the token', async () => {
    const { send, visitor, seen } = await site()
    const { cookie, token } = await visitor()
    expect((await send({ cookie, lines: [URLENCODED], body: `a=1&_csrf=${token}` })).status).toBe(200)
    expect((await send({ cookie, lines: [MULTIPART_TYPE], body: multipart(field('_csrf', token)) })).status).toBe(200)
    expect((await send({ cookie, body: `_csrf=${token}` })).status).toBe(200)
    expect(seen).toHaveLength(3)
  })
})

describe('J4: no token passes', () => {
  const wrong: readonly (readonly [why: string, sent: (token: string) => Sent])[] = [
    ['none at all', () => ({})],
    ['in the query', (token) => ({ path: `/change?_csrf=${token}` })],
    ['in the query as the header is called', (token) => ({ path: `/change?x-csrf-token=${token}` })],
    ['in a cookie', (token) => ({ lines: [`Cookie: _csrf=${token}`] })],
    ['as an array, _csrf[]', (token) => ({ lines: [URLENCODED], body: `_csrf[]=${token}` })],
    ['as an array, _csrf[0]', (token) => ({ lines: [URLENCODED], body: `_csrf[0]=${token}` })],
    ['as a field that stands twice', (token) => ({ lines: [URLENCODED], body: `_csrf=${token}&_csrf=${token}` })],
    ['as a file', (token) => ({ lines: [MULTIPART_TYPE], body: multipart(file('_csrf', 'a.txt', token)) })],
    ['in a field with another case', (token) => ({ lines: [URLENCODED], body: `_CSRF=${token}` })],
    [
      'as a header field that stands twice',
      (token) => ({ lines: [`x-csrf-token: ${token}`, `x-csrf-token: ${token}`] }),
    ],
    ['as another header field', (token) => ({ lines: [`x-xsrf-token: ${token}`] })],
    [
      'in the form where the header has a wrong one',
      (token) => ({ lines: ['x-csrf-token: x', URLENCODED], body: `_csrf=${token}` }),
    ],
    [
      'in the form where the header is empty',
      (token) => ({ lines: ['x-csrf-token: ', URLENCODED], body: `_csrf=${token}` }),
    ],
    ['cut', (token) => ({ lines: [`x-csrf-token: ${token.slice(0, -1)}`] })],
    ['longer', (token) => ({ lines: [`x-csrf-token: ${token}A`] })],
    ['with a changed pad', (token) => ({ lines: [`x-csrf-token: ${flipped(token, 5)}`] })],
    ['with a changed secret', (token) => ({ lines: [`x-csrf-token: ${flipped(token, 60)}`] })],
    ['of zeros', () => ({ lines: [`x-csrf-token: ${'A'.repeat(86)}`] })],
    ['of other characters', () => ({ lines: [`x-csrf-token: ${'\xe9'.repeat(86)}`] })],
    ['of 15 kB', () => ({ lines: [URLENCODED], body: `_csrf=${'A'.repeat(15_000)}` })],
    ['empty', () => ({ lines: [URLENCODED], body: '_csrf=' })],
    ['of an object', () => ({ lines: [URLENCODED], body: '_csrf=__proto__&__proto__=1' })],
  ]
  test.each(wrong)('%s', async (_why, sent) => {
    const { send, visitor, seen, records } = await site()
    const { cookie, token } = await visitor()
    const { lines = [], ...rest } = sent(token)
    const cookies = lines.some((line) => line.startsWith('Cookie')) ? [] : [`Cookie: ${cookie}`]
    const own = lines.map((line) => (line.startsWith('Cookie') ? `${line}; ${cookie}` : line))
    expect([(await send({ ...rest, lines: [...cookies, ...own] })).status, seen, records]).toEqual([403, [], []])
    expect((await send({ cookie, lines: [`x-csrf-token: ${token}`] })).status).toBe(200)
  })

  test('csrf-csrf WS-2022-0330: of another session', async () => {
    const { send, visitor, seen } = await site()
    const [mine, other] = [await visitor(), await visitor()]
    expect((await send({ cookie: mine.cookie, lines: [`x-csrf-token: ${other.token}`] })).status).toBe(403)
    expect((await send({ lines: [`x-csrf-token: ${other.token}`] })).status).toBe(403)
    expect((await send({ cookie: 'session=made-up', lines: [`x-csrf-token: ${other.token}`] })).status).toBe(403)
    expect(seen).toEqual([])
  })

  test('@fastify/csrf-protection CVE-2023-27495: from before the login, and before the logout', async () => {
    const { send, visitor } = await site()
    const before = await visitor()
    const login = await send({ path: '/login', cookie: before.cookie, lines: [`x-csrf-token: ${before.token}`] })
    const after = { cookie: cookieOf(login), token: login.body }
    expect((await send({ cookie: after.cookie, lines: [`x-csrf-token: ${before.token}`] })).status).toBe(403)
    expect((await send({ cookie: before.cookie, lines: [`x-csrf-token: ${before.token}`] })).status).toBe(403)
    expect((await send({ cookie: after.cookie, lines: [`x-csrf-token: ${after.token}`] })).status).toBe(200)
    await send({ path: '/logout', cookie: after.cookie, lines: [`x-csrf-token: ${after.token}`] })
    expect((await send({ cookie: after.cookie, lines: [`x-csrf-token: ${after.token}`] })).status).toBe(403)
  })

  test('and a visitor without a session gets none by it', async () => {
    const { send } = await site()
    const answer = await send({ lines: [URLENCODED], body: `_csrf=${'A'.repeat(86)}` })
    expect([answer.status, answer.header('set-cookie')]).toEqual([403, undefined])
  })

  test('and the answer says what to do', async () => {
    const { send, visitor } = await site()
    expect((await send({ cookie: (await visitor()).cookie })).body).toContain(
      'load its page again; a form needs {{ csrf_field }}, any other request the header x-csrf-token',
    )
  })

  test('the cookie that it is bound to has the prefix __Host- under TLS', async () => {
    const { send } = await site({}, { trustProxy: ['127.0.0.1'] })
    const answer = await send({ method: 'GET', path: '/token', lines: ['X-Forwarded-Proto: https'] })
    expect(answer.header('set-cookie')).toMatch(/^__Host-session=.*; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
  })
})

describe('J2: the refusal of other origins', () => {
  test('comes first, and no token opens it', async () => {
    const { send, visitor, seen } = await site()
    const { cookie, token } = await visitor()
    for (const mark of [
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Site: same-site',
      'Origin: http://evil.example',
      'Origin: null',
    ]) {
      expect((await send({ cookie, lines: [mark, `x-csrf-token: ${token}`] })).status, mark).toBe(403)
    }
    expect((await send({ cookie, lines: ['Sec-Fetch-Site: same-origin', `x-csrf-token: ${token}`] })).status).toBe(200)
    expect(seen).toEqual(['POST'])
  })

  test('where an origin is let through, needs the token as well', async () => {
    const { send, visitor } = await site({}, { crossOrigin: ['https://app.example'] })
    const { cookie, token } = await visitor()
    const lines = ['Sec-Fetch-Site: cross-site', 'Origin: https://app.example']
    expect((await send({ cookie, lines })).status).toBe(403)
    expect((await send({ cookie, lines: [...lines, `x-csrf-token: ${token}`] })).status).toBe(200)
  })
})

describe('a token', () => {
  test('is 64 bytes in base64url, others each time, all good for one session', async () => {
    const { send, visitor } = await site()
    const { cookie } = await visitor()
    const tokens = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const [one = '', two = ''] = (await send({ method: 'GET', path: '/two', cookie })).body.split(' ')
      tokens.add(one).add(two)
    }
    expect(tokens.size).toBe(6)
    for (const token of tokens) {
      expect(token).toMatch(/^[\w-]{86}$/)
      expect((await send({ cookie, lines: [`x-csrf-token: ${token}`] })).status).toBe(200)
    }
  })

  test('begins the session when it is read, and only then', async () => {
    const { send } = await site()
    expect((await send({ method: 'GET', path: '/still' })).header('set-cookie')).toBeUndefined()
    expect((await send({ method: 'GET', path: '/field' })).header('set-cookie')).toMatch(/^session=/)
  })

  test('has other names where the options say so', async () => {
    const { send, visitor } = await site({ field: 'proof"', header: 'X-Proof' })
    const { cookie, token } = await visitor()
    const page = (await send({ method: 'GET', path: '/field', cookie })).body
    expect(page).toMatch(/^<input type="hidden" name="proof&quot;" value="[\w-]{86}">$/)
    expect((await send({ cookie, lines: [`x-proof: ${token}`] })).status).toBe(200)
    expect((await send({ cookie, lines: [URLENCODED], body: `proof%22=${token}` })).status).toBe(200)
    expect((await send({ cookie, lines: [`x-csrf-token: ${token}`] })).status).toBe(403)
    expect((await send({ cookie, lines: [URLENCODED], body: `_csrf=${token}` })).status).toBe(403)
  })
})

describe('the field', () => {
  const bodies: readonly (readonly [
    name: string,
    lines: readonly string[],
    body: (token: string) => string | Buffer,
  ])[] = [
    ['an urlencoded form', [URLENCODED], (token) => `title=x&_csrf=${token}`],
    ['a multipart form', [MULTIPART_TYPE], (token) => multipart(field('title', 'x'), field('_csrf', token))],
  ]
  test.each(bodies)('of %s is taken out of what handlers and schemas see', async (_name, lines, body) => {
    const { send, visitor } = await site()
    const { cookie, token } = await visitor()
    expect((await send({ path: '/form', cookie, lines, body: body(token) })).body).toBe(
      '{"fields":["title"],"files":[]}',
    )
    expect((await send({ path: '/strict', cookie, lines, body: body(token) })).body).toBe('{"title":"x"}')
    const both = [...lines, `x-csrf-token: ${token}`]
    expect((await send({ path: '/strict', cookie, lines: both, body: body('y') })).body).toBe('{"title":"x"}')
  })

  test('is not among the values of a form that is invalid', async () => {
    const { send, visitor } = await site()
    const { cookie, token } = await visitor()
    const answer = await send({ path: '/strict', cookie, lines: [URLENCODED], body: `title=&_csrf=${token}` })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      422,
      { values: { title: '' }, errors: { title: ['empty'] } },
    ])
  })

  test('leaves files and other bodies as they are', async () => {
    const { send, visitor } = await site()
    const { cookie, token } = await visitor()
    const body = multipart(field('_csrf', token), file('picture', 'a.txt', 'x'))
    const answer = await send({ path: '/form', cookie, lines: [MULTIPART_TYPE], body })
    expect(answer.body).toBe('{"fields":[],"files":["picture"]}')
    const lines = ['Content-Type: application/json', `x-csrf-token: ${token}`]
    expect((await send({ path: '/json', cookie, lines, body: '{"_csrf":1}' })).body).toBe('{"body":{"_csrf":1}}')
  })

  test('of a form that is taken part by part is not looked for: the token is in the header', async () => {
    const { send, visitor } = await site()
    const { cookie, token } = await visitor()
    const body = multipart(field('title', 'x'), file('picture', 'a.txt', 'x'))
    const lines = [MULTIPART_TYPE, `x-csrf-token: ${token}`]
    expect((await send({ path: '/parts', cookie, lines, body })).body).toBe('["title","picture"]')
  })

  test.each([
    ['a malformed form', 400, [URLENCODED], 'a=%zz'],
    ['a multipart form that breaks off', 400, [MULTIPART_TYPE], `--${BOUNDARY}\r\n`],
    ['a form that is too large', 413, [URLENCODED], `a=${'x'.repeat(1_100_000)}`],
  ])('of %s: %i, and nothing runs', async (_name, status, lines, body) => {
    const { send, visitor, seen } = await site()
    const { cookie } = await visitor()
    expect([(await send({ cookie, lines, body })).status, seen]).toEqual([status, []])
  })
})

describe('templates', () => {
  test('print the field and the token, each time others', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, {
      'form.html':
        '<form method="post">{{ csrf_field }}</form><form>{{ csrf_field }}</form><meta content="{{ csrf_token }}">',
    })
    const { app } = freshApp({ templates: folder })
    const pages = app.through(session({ store: memoryStore() })).through(csrf())
    pages.get('/', () => render('form.html'))
    pages.post('/', () => 'changed')
    const port = await listening(app)
    const { answer } = await exchange(port, request('GET', '/'))
    const input = '<input type="hidden" name="_csrf" value="([\\w-]{86})">'
    const match = new RegExp(
      `^<form method="post">${input}</form><form>${input}</form><meta content="([\\w-]{86})">$`,
    ).exec(answer.body)
    const tokens = match?.slice(1) ?? []
    expect(new Set(tokens).size).toBe(3)
    for (const token of tokens) {
      const body = `_csrf=${token}`
      const head = request('POST', '/', URLENCODED, `Content-Length: ${body.length}`, `Cookie: ${cookieOf(answer)}`)
      expect((await exchange(port, head + body)).answer.body).toBe('changed')
    }
  })

  test('that do not print it begin no session', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'plain.html': '<p>{{ title }}</p>{{#if never}}{{ csrf_field }}{{/if}}' })
    const { app } = freshApp({ templates: folder })
    const pages = app.through(session({ store: memoryStore() })).through(csrf())
    pages.get('/', () => render('plain.html', { title: 'x', never: false }))
    const { answer } = await exchange(await listening(app), request('GET', '/'))
    expect([answer.body, answer.header('set-cookie')]).toEqual(['<p>x</p>', undefined])
  })

  test('written in code take it as HTML', async () => {
    const { app } = freshApp()
    const pages = app.through(session({ store: memoryStore() })).through(csrf())
    pages.get('/', (ctx) => html`<form>${ctx.csrf.field}</form>`)
    const { answer } = await exchange(await listening(app), request('GET', '/'))
    expect(answer.body).toMatch(/^<form><input type="hidden" name="_csrf" value="[\w-]{86}"><\/form>$/)
  })
})

test('csrf() without a session around it says so', async () => {
  const { app, records } = freshApp()
  app.use('/x', csrf())
  const { answer } = await exchange(await listening(app), request('GET', '/x'))
  expect([answer.status, records[0]?.message]).toEqual([500, 'csrf() needs session() around it'])
})

/** A token with another character at an index. */
function flipped(token: string, index: number): string {
  return token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1)
}
