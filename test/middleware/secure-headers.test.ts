// Security headers: the defaults, what an app changes of them, the nonce of a page, and what ends the start.
// @see https://www.w3.org/TR/CSP3/

import { createServer } from 'node:https'
import { connect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { widened } from '../../src/dev/policy.js'
import {
  type AppOptions,
  json,
  type PolicyChanges,
  render,
  type SecureHeadersOptions,
  secureHeaders,
} from '../../src/index.js'
import { selfSigned } from '../support/certificate.js'
import { freshApp, listening, serving } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'
import { type RawAnswer, RawSocket } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

const DEFAULT_POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
const DEFAULTS = {
  'content-security-policy': DEFAULT_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
}
const NAMES = [...Object.keys(DEFAULTS), 'strict-transport-security', 'permissions-policy']

/** The fields of an answer that are the layer's business. */
function protections({ fields }: RawAnswer): Record<string, string> {
  return Object.fromEntries(fields.filter(([name]) => NAMES.includes(name)))
}

async function site(options?: SecureHeadersOptions, appOptions: AppOptions = {}) {
  const templates = temporaryFolder()
  writeFiles(templates, {
    'nonce.html': '<!doctype html><title>x</title><script nonce="{{ csp_nonce }}">run()</script>',
    'twice.html': '{{ csp_nonce }} {{> inner.html }}{{#list}} {{ csp_nonce }}{{/list}}',
    'inner.html': '{{ csp_nonce }}',
    'plain.html': '<p>plain',
  })
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.css': 'a {}', 'a.html': '<p>a', 'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' })
  const { app } = freshApp({ templates, static: folder, ...appOptions })
  app.use(secureHeaders(options))
  app.get('/', () => 'hello')
  app.get('/nonce', () => render('nonce.html'))
  app.get('/twice', () => render('twice.html', { list: [{ one: 1 }, 2] }))
  app.get('/plain', () => render('plain.html'))
  app.get('/public', () => render('nonce.html', {}, { headers: { 'cache-control': 'no-cache' } }))
  app.get('/unchanged', () => json(null, { status: 304, headers: { etag: '"a"' } }))
  app.get('/own', () => {
    const headers = { 'Content-Security-Policy': "default-src 'none'", 'X-Frame-Options': 'DENY' }
    return render('nonce.html', {}, { headers })
  })
  const framed = app.through(secureHeaders({ contentSecurityPolicy: { 'frame-ancestors': ['https://a.example'] } }))
  framed.get('/framed', () => render('nonce.html'))
  app.get('/broken', () => Promise.reject(new Error('broken')))
  const port = await listening(app)
  const send = async (path: string, ...lines: readonly string[]) => (await exchange(port, get(path, ...lines))).answer
  return { send }
}

async function policyFor(options: SecureHeadersOptions): Promise<string | undefined> {
  const { send } = await site(options)
  return (await send('/')).header('content-security-policy')
}

describe('without options', () => {
  test.each([
    ['/', 200],
    ['/plain', 200],
    ['/static/a.html', 200],
    ['/static/a.svg', 200],
  ])('%s gets all of them', async (path, status) => {
    const { send } = await site()
    const answer = await send(path)
    expect([answer.status, protections(answer)]).toEqual([status, DEFAULTS])
  })

  test.each([
    ['/nowhere', 404],
    ['/broken', 500],
    ['/static/nothing.css', 404],
  ])('the error page of %s gets them, and keeps its own policy', async (path, status) => {
    const { send } = await site()
    const answer = await send(path, 'Accept: text/html')
    expect(answer.status).toBe(status)
    expect(protections(answer)).toEqual({
      ...DEFAULTS,
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'$/),
    })
  })

  test('a file that runs nothing stays as it is', async () => {
    const { send } = await site()
    const answer = await send('/static/a.css')
    expect([answer.status, protections(answer)]).toEqual([200, { 'x-content-type-options': 'nosniff' }])
  })

  test('a 304 changes nothing of the stored answer', async () => {
    const { send } = await site()
    const answer = await send('/unchanged')
    expect([answer.status, protections(answer)]).toEqual([304, {}])
    const page = await send('/static/a.html')
    const unchanged = await send('/static/a.html', `If-None-Match: ${page.header('etag')}`)
    expect([unchanged.status, protections(unchanged)]).toEqual([304, {}])
  })

  test('what a handler says itself stays', async () => {
    const { send } = await site()
    expect(protections(await send('/own'))).toEqual({
      ...DEFAULTS,
      'content-security-policy': "default-src 'none'",
      'x-frame-options': 'DENY',
    })
  })
})

test('a part of an app may have a layer of its own, which wins', async () => {
  const { send } = await site({ contentSecurityPolicy: "default-src 'none'", xFrameOptions: false })
  const answer = await send('/framed')
  const nonce = /nonce="([^"]*)"/.exec(answer.body)?.[1]
  expect(answer.header('content-security-policy')).toBe(
    `default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self' https://a.example; object-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'`,
  )
  expect(answer.header('x-frame-options')).toBeUndefined()
})

describe('Strict-Transport-Security', () => {
  async function overTls(options?: SecureHeadersOptions): Promise<RawAnswer> {
    const { app } = freshApp()
    app.use(secureHeaders(options))
    const port = await serving(createServer(selfSigned(), app.handler))
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
    })
    const client = new RawSocket(socket)
    const answer = await client.request(get('/healthz')).answer()
    client.destroy()
    return answer
  }

  test('is told over TLS', async () => {
    expect(protections(await overTls())).toEqual({ ...DEFAULTS, 'strict-transport-security': 'max-age=31536000' })
  })

  test('is told as it is given, or not', async () => {
    const longer = 'max-age=63072000; includeSubDomains; preload'
    const answer = await overTls({ strictTransportSecurity: longer })
    expect(answer.header('strict-transport-security')).toBe(longer)
    expect(protections(await overTls({ strictTransportSecurity: false }))).toEqual(DEFAULTS)
  })

  test('is told behind a proxy that is trusted, and to nobody who says so himself', async () => {
    const behind = await site({}, { trustProxy: 1 })
    const forwarded = 'X-Forwarded-Proto: https'
    expect((await behind.send('/', forwarded)).header('strict-transport-security')).toBe('max-age=31536000')
    expect((await behind.send('/')).header('strict-transport-security')).toBeUndefined()
    const { send } = await site()
    expect((await send('/', forwarded)).header('strict-transport-security')).toBeUndefined()
  })
})

describe('the nonce of a page', () => {
  const nonceOf = (answer: RawAnswer) => /nonce="([^"]*)"/.exec(answer.body)?.[1]

  test('is allowed by its policy, for scripts and for styles', async () => {
    const { send } = await site()
    const answer = await send('/nonce')
    const nonce = nonceOf(answer)
    expect(nonce).toMatch(/^[\w-]{22}$/)
    const allowed = `script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'`
    expect(answer.header('content-security-policy')).toBe(`${DEFAULT_POLICY}; ${allowed}`)
  })

  test('is another one for each answer, and one in a page', async () => {
    const { send } = await site()
    const nonces = [nonceOf(await send('/nonce')), nonceOf(await send('/nonce')), nonceOf(await send('/nonce'))]
    expect(new Set(nonces).size).toBe(3)
    const { body } = await send('/twice')
    expect(body.split(' ')).toEqual(Array(4).fill(body.split(' ')[0]))
  })

  test('keeps the page out of shared caches, unless its handler has decided', async () => {
    const { send } = await site()
    expect((await send('/nonce')).header('cache-control')).toBe('private')
    expect((await send('/public')).header('cache-control')).toBe('no-cache')
    expect((await send('/plain')).header('cache-control')).toBeUndefined()
  })

  test.each<[string, PolicyChanges | string, string]>([
    ['own sources', { 'script-src': ['https://a.example'] }, "script-src 'self' https://a.example NONCE"],
    ['none', { 'script-src': ["'none'"] }, 'script-src NONCE'],
    ['elements', { 'script-src-elem': ["'none'"] }, 'script-src-elem NONCE'],
    ['a strict policy', { 'script-src': ["'strict-dynamic'"] }, "script-src 'self' 'strict-dynamic' NONCE"],
    ['a whole policy', "script-src 'none'; style-src 'self'", "script-src NONCE; style-src 'self' NONCE"],
  ])('is added to %s', async (_, contentSecurityPolicy, part) => {
    const { send } = await site({ contentSecurityPolicy })
    const answer = await send('/nonce')
    expect(answer.header('content-security-policy')).toContain(part.replaceAll('NONCE', `'nonce-${nonceOf(answer)}'`))
  })

  test('is not added where inline elements run anyway, or nothing is said of them', async () => {
    const inline = await site({ contentSecurityPolicy: { 'script-src': ["'unsafe-inline'"] } })
    const policy = (await inline.send('/nonce')).header('content-security-policy')
    expect(policy).toContain("script-src 'self' 'unsafe-inline';")
    const silent = await site({ contentSecurityPolicy: "frame-ancestors 'none'" })
    expect((await silent.send('/nonce')).header('content-security-policy')).toBe("frame-ancestors 'none'")
  })

  test('is nothing where there is no policy', async () => {
    const { send } = await site({ contentSecurityPolicy: false })
    const answer = await send('/nonce')
    expect([nonceOf(answer), answer.header('cache-control')]).toEqual(['', undefined])
  })
})

describe('an app adds to the policy', () => {
  test.each<[PolicyChanges | string, string]>([
    [{ 'img-src': ['data:'] }, `${DEFAULT_POLICY}; img-src 'self' data:`],
    [{ 'img-src': ['data:', "'self'", 'data:'] }, `${DEFAULT_POLICY}; img-src 'self' data:`],
    [
      { 'object-src': ['https://a.example'] },
      DEFAULT_POLICY.replace("object-src 'none'", 'object-src https://a.example'),
    ],
    [{ 'base-uri': false, 'object-src': false }, "default-src 'self'; form-action 'self'; frame-ancestors 'self'"],
    [
      { 'script-src-elem': ['https://b.example'], 'script-src': ['https://a.example'] },
      `${DEFAULT_POLICY}; script-src 'self' https://a.example; script-src-elem 'self' https://a.example https://b.example`,
    ],
    [{ 'upgrade-insecure-requests': [] }, `${DEFAULT_POLICY}; upgrade-insecure-requests`],
    ["default-src  'none';script-src 'self'; ", "default-src 'none'; script-src 'self'"],
  ])('%j', async (contentSecurityPolicy, policy) => {
    expect(await policyFor({ contentSecurityPolicy })).toBe(policy)
  })

  test.each<[readonly string[] | false, string | undefined]>([
    [["'none'"], 'DENY'],
    [["'self'"], 'SAMEORIGIN'],
    [['https://a.example'], undefined],
    [false, undefined],
  ])('frame-ancestors %j is X-Frame-Options %s', async (ancestors, expected) => {
    const { send } = await site({ contentSecurityPolicy: { 'frame-ancestors': ancestors } })
    expect((await send('/')).header('x-frame-options')).toBe(expected)
  })
})

test('each of them can be changed, or left out', async () => {
  const changed = await site({
    contentSecurityPolicy: "default-src 'none'",
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    permissionsPolicy: 'camera=(), geolocation=(self "https://maps.example"), fullscreen=*',
  })
  expect(protections(await changed.send('/'))).toEqual({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'permissions-policy': 'camera=(), geolocation=(self "https://maps.example"), fullscreen=*',
  })
  const none = await site({
    contentSecurityPolicy: false,
    xContentTypeOptions: false,
    xFrameOptions: false,
    referrerPolicy: false,
    crossOriginOpenerPolicy: false,
  })
  expect(protections(await none.send('/'))).toEqual({})
})

describe('ends the start', () => {
  const csp = (name: string, ...sources: readonly string[]) => ({ contentSecurityPolicy: { [name]: sources } })
  test.each<[object, RegExp]>([
    [csp('script-src', 'https://a.example; object-src *'), /is no source/],
    [csp('script-src', 'a.example;object-src'), /is no source/],
    [csp('script-src', 'a.example\nX-Evil:1'), /is no source/],
    [csp('script-src', 'a.example,default-src'), /is no source/],
    [csp('script-src', ''), /is no source/],
    [csp('script-src', 'https://bücher.example'), /is no source/],
    [csp('script-src', 'self'), /stands in quotes: "'self'"/],
    [csp('script-src', 'Unsafe-Inline'), /stands in quotes/],
    [csp('script-src', "'self"), /has a quote too many or too few/],
    [csp('script-src', "'nonce-abc'"), /csp_nonce/],
    [csp('script-src', 'nonce-abc'), /csp_nonce/],
    [csp('script-src', "'none'", 'a.example'), /stands alone/],
    [csp('scriptSrc', "'self'"), /there is no directive "scriptSrc"/],
    [csp('script-src; object-src', "'self'"), /there is no directive/],
    [{ contentSecurityPolicy: { 'script-src': "'self'" } }, /takes a list/],
    [{ contentSecurityPolicy: "default-src 'self'\nX-Evil: 1" }, /is no source/],
    [{ contentSecurityPolicy: "default-src 'self'; default-src *" }, /stands twice/],
    [{ contentSecurityPolicy: "default-src 'self', img-src *" }, /is no source/],
    [{ contentSecurityPolicy: '' }, /is empty/],
    [{ strictTransportSecurity: '31536000' }, /strict-transport-security cannot be/],
    [{ strictTransportSecurity: 'max-age=1\r\nx: y' }, /cannot be/],
    [{ permissionsPolicy: "camera 'none'" }, /permissions-policy cannot be/],
    [{ permissionsPolicy: 'camera=()\r\nx: y' }, /cannot be/],
    [{ referrerPolicy: 'never' }, /referrer-policy cannot be "never"/],
    [{ xFrameOptions: 'ALLOW-FROM https://a.example' }, /x-frame-options cannot be/],
    [{ crossOriginOpenerPolicy: true }, /cannot be true/],
    [{ csp: false }, /there is no option csp/],
  ])('%j', (options, message) => {
    expect(() => secureHeaders(options as SecureHeadersOptions)).toThrow(message)
    expect(() => secureHeaders(options as SecureHeadersOptions)).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    )
  })
})

describe('in development', () => {
  test('the page of an error keeps the policy under which it works', async () => {
    const { send } = await site({}, { dev: true, allowedHosts: ['test.example'] })
    const answer = await send('/nowhere', 'Accept: text/html')
    expect(answer.header('content-security-policy')).toMatch(/^default-src 'none'; .*'sha256-/)
    expect(answer.header('x-frame-options')).toBe('SAMEORIGIN')
  })

  test('the script that keeps pages new is let in beside the nonce', async () => {
    const { send } = await site()
    const hash = "'sha256-abc='"
    const policy = (await send('/nonce')).header('content-security-policy') ?? ''
    expect(widened(policy, hash)).toMatch(/script-src 'self' 'nonce-[\w-]{22}' 'sha256-abc='; style-src/)
    const plain = (await send('/plain')).header('content-security-policy') ?? ''
    expect(widened(plain, hash)).toBe(`${DEFAULT_POLICY}; script-src 'self' ${hash}`)
  })
})
