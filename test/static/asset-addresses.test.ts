// Addresses that change with the content: made for an App, kept by clients for a year, never wrong.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { type AppOptions, ConfigError } from '../../src/index.js'
import { Assets } from '../../src/static/assets.js'
import { Fingerprints } from '../../src/static/fingerprint.js'
import { folderSettings } from '../../src/static/options.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get, refused } from '../support/invariants.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { makeSite } from './site.js'
import { watchedServer } from './watched-server.js'

const YEAR = 'public, max-age=31536000, immutable'

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryFolder()
  writeFiles(root, files)
  return root
}

function appWith(options: AppOptions['static'], rest: AppOptions = {}) {
  return freshApp({ ...(options === undefined ? {} : { static: options }), ...rest }).app
}

describe('app.asset in production', () => {
  it('gives an address that is kept for a year', async () => {
    const root = folder({ 'app.css': 'p {}', 'css/more.css': 'q {}', 'with space \u2603.css': 's {}' })
    const app = appWith(root)
    const port = await listening(app)
    for (const [name, path] of [
      ['app.css', '/static/app.css'],
      ['css/more.css', '/static/css/more.css'],
      ['with space \u2603.css', '/static/with%20space%20%E2%98%83.css'],
    ] as const) {
      const address = app.asset(name)
      expect(address).toMatch(/\?v=[\w-]{16}$/)
      expect(address.split('?')[0]).toBe(path)
      const { answer } = await exchange(port, get(address))
      expect(answer.status).toBe(200)
      expect(answer.header('cache-control')).toBe(YEAR)
      const plain = (await exchange(port, get(path))).answer
      expect(plain.header('cache-control')).toBe('public, max-age=0')
      expect(plain.header('etag')).toBe(answer.header('etag'))
    }
  })

  it('gives the same address in every process, and another one for another content', () => {
    const address = (content: string) => appWith(folder({ 'app.css': content })).asset('app.css')
    expect(address('one')).toBe(address('one'))
    expect(address('one')).not.toBe(address('two'))
  })

  it('before the app is frozen as after', () => {
    const app = appWith(folder({ 'app.css': 'p {}' }))
    const before = app.asset('app.css')
    expect(app.handler).toBeDefined()
    expect(app.asset('app.css')).toBe(before)
  })

  it.each([
    '',
    '/app.css',
    'app.css/',
    './app.css',
    'css',
    'App.css',
    '../app.css',
    'missing.css',
    '.env',
    'app.css?v=1',
    '__proto__',
    'toString',
  ])('throws for %j, which is no file of a folder', (name) => {
    const app = appWith(folder({ 'app.css': 'p {}', 'css/x.css': 'x', '.env': 'secret' }))
    expect(() => app.asset(name)).toThrow(TypeError)
    expect(() => app.asset(name)).toThrow(`asset('${name}'): no static folder has such a file`)
  })

  it('says what was meant', () => {
    const app = appWith(folder({ 'css/app.css': 'p {}' }))
    expect(() => app.asset('css/ap.css')).toThrow('did you mean "css/app.css"?')
  })

  it('throws without static folders', () => {
    expect(() => appWith(undefined).asset('app.css')).toThrow(TypeError)
    expect(() => appWith(false).asset('app.css')).toThrow(TypeError)
  })

  it('throws a ConfigError where the folder is missing', () => {
    expect(() => appWith('/nowhere/at/all').asset('app.css')).toThrow(ConfigError)
  })

  it('an outdated address gives the file as it is, and nothing for ever', async () => {
    const root = folder({ 'app.css': 'p {}' })
    const app = appWith(root)
    const port = await listening(app)
    for (const search of [
      '?v=0000000000000000',
      '?v=',
      '?v',
      '?',
      '?x=1',
      `${app.asset('app.css').split('/app.css')[1]}&x`,
    ]) {
      const { answer } = await exchange(port, get(`/static/app.css${search}`))
      expect(answer).toMatchObject({ status: 200, body: 'p {}' })
      expect(answer.header('cache-control'), search).toBe('public, max-age=0')
    }
  })

  it('follows an edit: the old address is no longer for ever, the next one is the new', async () => {
    const { get: fetch, assets, clock, root } = await watchedServer({ 'app.css': 'one' }, { prefix: '/s' })
    const old = assets.asset('app.css')
    expect((await fetch(old)).header('cache-control')).toBe(YEAR)
    writeFileSync(join(root, 'app.css'), 'two')
    clock.pass(1000)
    const outdated = await fetch(old)
    expect(outdated).toMatchObject({ status: 200, body: 'two' })
    expect(outdated.header('cache-control')).toBe('public, max-age=0')
    const next = assets.asset('app.css')
    expect(next).not.toBe(old)
    expect((await fetch(next)).header('cache-control')).toBe(YEAR)
  })

  it('of a compressed file is that of the file', async () => {
    const root = folder({ 'app.js': 'plain', 'app.js.br': 'brotli' })
    const app = appWith(root)
    const { answer } = await exchange(await listening(app), get(app.asset('app.js'), 'Accept-Encoding: br'))
    expect(answer.body).toBe('brotli')
    expect(answer.header('cache-control')).toBe(YEAR)
  })

  it('of a compressed file follows an edit, though nobody asks for the file itself', async () => {
    const { get: fetch, assets, clock, root } = await watchedServer({ 'app.js': 'one', 'app.js.br': 'brotli one' })
    const old = assets.asset('app.js')
    expect((await fetch(old, 'Accept-Encoding: br')).header('cache-control')).toBe(YEAR)
    writeFileSync(join(root, 'app.js'), 'two')
    writeFileSync(join(root, 'app.js.br'), 'brotli two')
    clock.pass(1000)
    const outdated = await fetch(old, 'Accept-Encoding: br')
    expect(outdated.body).toBe('brotli two')
    expect(outdated.header('cache-control')).toBe('public, max-age=0')
    expect((await fetch(assets.asset('app.js'), 'Accept-Encoding: br')).header('cache-control')).toBe(YEAR)
  })

  it('of a large file follows what the disk says of it', async () => {
    const root = folder({ 'film.bin': Buffer.alloc(2_200_000) })
    const app = appWith(root)
    const { answer } = await exchange(await listening(app), get(app.asset('film.bin'), 'Range: bytes=0-1'))
    expect(answer.status).toBe(206)
    expect(answer.header('cache-control')).toBe(YEAR)
  })

  it('a 304 and a part say a year, too', async () => {
    const app = appWith(folder({ 'app.css': 'p {}' }))
    const port = await listening(app)
    const address = app.asset('app.css')
    const tag = (await exchange(port, get(address))).answer.header('etag')
    expect((await exchange(port, get(address, `If-None-Match: ${tag}`))).answer.header('cache-control')).toBe(YEAR)
    expect((await exchange(port, get(address, 'Range: bytes=0-1'))).answer.header('cache-control')).toBe(YEAR)
  })

  it('sends no Cache-Control where none is wanted', async () => {
    const app = appWith([{ dir: folder({ 'app.css': 'p {}' }), cacheControl: false }])
    const { answer } = await exchange(await listening(app), get(app.asset('app.css')))
    expect(answer.header('cache-control')).toBeUndefined()
  })
})

describe('app.asset in development', () => {
  it('gives the plain address, served as ever', async () => {
    const root = folder({ 'app.css': 'p {}' })
    const app = appWith(root, { dev: true, allowedHosts: ['test.example'] })
    expect(app.asset('app.css')).toBe('/static/app.css')
    const production = appWith(root).asset('app.css')
    const { answer } = await exchange(await listening(app), get(production))
    expect(answer.header('cache-control')).toBe('public, max-age=0')
  })

  it('knows files that are new, and none that never were', () => {
    const root = folder({ 'app.css': 'p {}' })
    const app = appWith(root, { dev: true })
    expect(() => app.asset('new.css')).toThrow(TypeError)
    writeFileSync(join(root, 'new.css'), 'n {}')
    expect(app.asset('new.css')).toBe('/static/new.css')
  })
})

describe('several folders', () => {
  it('answer under their own prefixes, with their own options; the first that has a name gives its address', async () => {
    const [one, two] = [
      folder({ 'a.txt': 'one', 'favicon.ico': 'icon' }),
      folder({ 'a.txt': 'two', 'b.txt': 'bee', 'robots.txt': 'robots' }),
    ]
    const app = appWith([
      { dir: one, prefix: '/one', maxAge: 60 },
      { dir: two, prefix: '/one/two', maxAge: 120 },
    ])
    const port = await listening(app)
    const fetch = async (path: string) => (await exchange(port, get(path))).answer
    expect((await fetch('/one/a.txt')).body).toBe('one')
    expect((await fetch('/one/a.txt')).header('cache-control')).toBe('public, max-age=60')
    expect((await fetch('/one/two/a.txt')).body).toBe('two')
    expect((await fetch('/one/two/a.txt')).header('cache-control')).toBe('public, max-age=120')
    expect((await fetch('/one/b.txt')).status).toBe(404)
    expect((await fetch('/onetwo/a.txt')).status).toBe(404)
    expect((await fetch('/favicon.ico')).body).toBe('icon')
    expect((await fetch('/robots.txt')).body).toBe('robots')
    expect((await fetch('/favicon.ico/')).status).toBe(404)
    expect((await fetch('/one')).header('location')).toBe('/one/')
    expect(app.asset('a.txt')).toMatch(/^\/one\/a\.txt\?v=/)
    expect(app.asset('b.txt')).toMatch(/^\/one\/two\/b\.txt\?v=/)
  })

  it('/favicon.ico that stands in no folder belongs to the routes', async () => {
    const app = appWith(folder({ 'a.txt': 'a' }))
    app.get('/favicon.ico', () => 'drawn')
    expect((await exchange(await listening(app), get('/favicon.ico'))).answer.body).toBe('drawn')
  })

  it('serves favicon.ico and robots.txt at the top with HEAD, 304 and 405, like any asset', async () => {
    const port = await listening(appWith(folder({ 'robots.txt': 'robots' })))
    expect((await exchange(port, get('/robots.txt', 'If-None-Match: *'))).answer.status).toBe(304)
    expect((await refused(port, get('/robots.txt').replace('GET', 'POST'))).status).toBe(405)
  })

  const mistakes: readonly (readonly [name: string, code: string, options: AppOptions['static']])[] = [
    ['a folder that is missing', 'STATIC_FOLDER_MISSING', '/nowhere/at/all'],
    ['a file in place of a folder', 'STATIC_FOLDER_MISSING', new URL(import.meta.url)],
    ['a prefix without a slash', 'BAD_PREFIX', [{ dir: '.', prefix: 'static' }]],
    ['a prefix with a slash at the end', 'BAD_PREFIX', [{ dir: '.', prefix: '/static/' }]],
    ['a prefix with a parameter', 'BAD_PREFIX', [{ dir: '.', prefix: '/:x' }]],
    ['a prefix with an escape', 'BAD_PREFIX', [{ dir: '.', prefix: '/a%20b' }]],
    ['a prefix with a backslash', 'BAD_PREFIX', [{ dir: '.', prefix: '/a\\b' }]],
    ['an empty prefix', 'BAD_PREFIX', [{ dir: '.', prefix: '' }]],
    ['one prefix for two folders', 'STATIC_PREFIX_OVERLAP', [{ dir: '.' }, { dir: 'src' }]],
    ['a negative maxAge', 'BAD_OPTION', [{ dir: '.', maxAge: -1 }]],
    ['a maxAge that is no number', 'BAD_OPTION', [{ dir: '.', maxAge: Number.NaN }]],
    ['a negative limit', 'BAD_OPTION', [{ dir: '.', cache: { fileLimitBytes: -1 } }]],
  ]
  test.each(mistakes)('%s is a ConfigError %s', (_name, code, options) => {
    expect(() => appWith(options).handler).toThrow(expect.objectContaining({ name: 'ConfigError', code }))
  })

  it('a route for a file that is served at the top would never be reached', () => {
    const app = appWith(folder({ 'robots.txt': 'robots' }))
    app.get('/robots.txt', () => 'routes')
    expect(() => app.handler).toThrow(expect.objectContaining({ code: 'STATIC_PREFIX_OVERLAP' }))
  })
})

describe('fingerprint: false', () => {
  it('leaves a folder unlisted: its files are served, and have no such addresses', async () => {
    const [listed, unlisted] = [folder({ 'a.txt': 'a' }), folder({ 'a.txt': 'other', 'b.txt': 'b' })]
    const app = appWith([
      { dir: unlisted, prefix: '/uploads', fingerprint: false },
      { dir: listed, prefix: '/static' },
    ])
    expect(app.asset('a.txt')).toMatch(/^\/static\/a\.txt\?v=/)
    expect(() => app.asset('b.txt')).toThrow(TypeError)
    expect((await exchange(await listening(app), get('/uploads/b.txt'))).answer.body).toBe('b')
  })
})

describe('the list of files', () => {
  it('has what can be served, and nothing else', async () => {
    const site = makeSite()
    onTestFinished(() => site.remove())
    mkdirSync(join(site.root, 'deep/er'), { recursive: true })
    symlinkSync('..', join(site.root, 'deep/up'))
    const settings = folderSettings({ dir: site.root, prefix: '/' })
    const names = [...new Fingerprints(settings, false).names()]
    const port = await listening(appWith([{ dir: site.root }]))
    for (const name of names) {
      const path = `/static/${name.split('/').map(encodeURIComponent).join('/')}`
      expect(
        (
          await exchange(port, get(path, 'Range: bytes=0-0', 'Authorization: x')).catch(() => ({
            answer: { status: 206 },
          }))
        ).answer.status,
        name,
      ).toBeLessThan(417)
    }
    expect(names).toContain('users/tobi.txt')
    expect(names).toContain('inside.txt')
    expect(names).toContain('inside-dir/tobi.txt')
    expect(names).toContain('.well-known/security.txt')
    for (const hidden of [
      '.env',
      '.git/config',
      'link',
      'out.txt',
      'chain.txt',
      'env.txt',
      'private/x.txt',
      'aux.js',
      'nul',
      'loop',
      'nowhere',
    ]) {
      expect(names).not.toContain(hidden)
    }
  })

  it('is made once, and reads no large file and no more than may be kept', () => {
    const root = folder({ 'a.txt': 'a', 'b.txt': 'b'.repeat(50), 'c.txt': 'c'.repeat(60) })
    const small = new Fingerprints(folderSettings({ dir: root, cache: { totalLimitBytes: 100 } }), false)
    const whole = new Fingerprints(folderSettings({ dir: root }), false)
    expect(small.address('a.txt')).toBe(whole.address('a.txt'))
    expect(small.address('c.txt')).not.toBe(whole.address('c.txt'))
    rmSync(join(root, 'a.txt'))
    expect(whole.has('a.txt')).toBe(true)
  })

  it('of Assets has and asset agree', () => {
    const assets = new Assets([{ dir: folder({ 'a.txt': 'a' }) }], { dev: false })
    expect(assets.has('a.txt')).toBe(true)
    expect(assets.has('b.txt')).toBe(false)
    expect(() => assets.asset('b.txt')).toThrow(TypeError)
  })
})
