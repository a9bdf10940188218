// The pages of development: of an error with its source, and of a path that no route has. And that production has none.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { App, type AppOptions, abort, render, route } from '../../src/index.js'
import { openApp } from '../cli/dev-project.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import type { Project } from '../template-types/command.js'

class Posts {
  @route.get('/posts/:id<int>')
  show(_: unknown, { id }: { id: number }): string {
    throw new RangeError(`no post ${id}`, { cause: new Error('the <shelf> is empty') })
  }

  @route.post('/posts')
  create(): string {
    return 'created'
  }

  @route('/secret')
  secret(): string {
    return abort(403, 'staff only')
  }

  @route('/files/:rest<path>')
  files(): string {
    return 'files'
  }

  @route('/list')
  list(ctx: { view: Record<string, unknown> }) {
    ctx.view['user'] = 'Ada'
    return render('list.html', { items: [{ title: 'a' }], page: 1 })
  }
}

function app(options: AppOptions = {}): App {
  return new App({ templates: false, dev: true, log: () => undefined, ...options }).register(Posts)
}

function page(path: string, of = app()) {
  return request(of.handler).get(path).set('Accept', 'text/html').set('Host', 'localhost')
}

const SOURCE = readFileSync(import.meta.filename, 'utf8').split('\n')

/** The line of this file that contains a text, from 1. */
function lineOf(text: string): number {
  return SOURCE.findIndex((line) => line.includes(text)) + 1
}

/** A text that no source has in one piece. */
const HIDDEN = ['not', 'for', 'you'].join('-')
const THROWN = lineOf('throw new RangeError(`')

/** What a page says, without its tags. */
function said(html: string): string {
  const text = html.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ')
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replace(/\s+/g, ' ')
}

describe('the page of an error', () => {
  it('shows the lines of the source, and marks the one', async () => {
    const { text, status } = await page('/posts/7')
    expect(status).toBe(500)
    expect(said(text)).toContain('RangeError no post 7')
    expect(said(text)).toContain(` test/pages/development.test.ts:${THROWN}:11 `)
    expect(text).toContain(`class="line marked"><span class="number">${THROWN}</span><code>    throw new RangeError(`)
    expect(text.match(/class="line marked"/g)).toHaveLength(1)
  })

  it('shows the own frames first, and those of node and the framework folded', async () => {
    const { text } = await page('/posts/7')
    const [own = '', folded = ''] = text.split('How it came there')[1]?.split('<details>') ?? []
    expect(said(own)).toContain(`Posts.show test/pages/development.test.ts:${THROWN}:11`)
    expect(own).not.toContain('src/')
    expect(said(folded)).toMatch(/^ \d+ more of node, the framework and packages .*src\/pipeline\.ts/)
  })

  it('shows what caused it, the route and the request', async () => {
    const text = said((await page('/posts/7?page=2')).text)
    expect(text).toContain('Caused by Error the <shelf> is empty')
    const declared = lineOf("@route.get('/posts/:id<int>')")
    expect(text).toContain(`Route GET /posts/:id<int> · Posts.show (test/pages/development.test.ts:${declared})`)
    expect(text).toContain('Query page=2')
    expect(text).toContain('accept text/html')
  })

  it('shows no cookies, credentials and tokens', async () => {
    const { text } = await page('/posts/7?token=hush-1&q=loud')
      .set('Cookie', 'session=hush-2')
      .set('Authorization', 'Bearer hush-3')
      .set('X-Api-Key', 'hush-4')
    expect(text).not.toContain('hush')
    expect(text).toContain('loud')
    expect(said(text)).toMatch(/cookie \(not shown\).*authorization \(not shown\).*x-api-key \(not shown\)/)
  })

  it('shows where a status was asked for, and no frames of the framework for it', async () => {
    const { text } = await page('/secret').expect(403)
    expect(said(text)).toContain('staff only')
    expect(text).toContain(`marked"><span class="number">${lineOf("abort(403, 'staff only')")}</span>`)
    expect(text).not.toContain('more of node')
  })

  it('shows the line of a template, and the names in scope', async () => {
    const templates = temporaryFolder()
    writeFiles(templates, { 'list.html': '{{#for item in items}}\n<li>{{ item.tilte }}</li>\n{{/for}}' })
    const { text } = await page('/list', app({ templates }))
    expect(said(text)).toContain('TemplateError "item" has no "tilte" (did you mean "title"?)')
    expect(text).toContain('marked"><span class="number">2</span><code>&lt;li&gt;{{ item.tilte }}&lt;/li&gt;</code>')
    expect(said(text)).toContain('Names in scope data items page ctx.view user')
  })

  it('P4, C5: is escaped, and works under a strict policy', async () => {
    const { headers, text } = await page('/posts/7?x=%3Cimg%20onerror=x%3E')
    expect(text).not.toContain('<shelf>')
    expect(text).not.toContain('<img')
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none';/)
    expect(policy).not.toContain('unsafe')
    expect(text).not.toMatch(/<script|<[^>]*\s(?:on\w+|style)=/)
  })

  it('takes no frame from what a message says', async () => {
    const secret = join(temporaryFolder(), 'secret.ts')
    writeFileSync(secret, HIDDEN)
    const forged = app().get('/forged', (ctx) => {
      throw new Error(`bad\n    at x (${ctx.query['file']}:1:1)\n`)
    })
    const { text } = await page(`/forged?file=${encodeURIComponent(secret)}`, forged).expect(500)
    expect(text).not.toContain(HIDDEN)
  })

  it('is a problem document for those who ask for JSON', async () => {
    const answer = await request(app().handler).get('/posts/7').set('Host', 'localhost').expect(500)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(answer.text)).toEqual({ title: 'Internal Server Error', status: 500, detail: 'no post 7' })
  })

  it('P1, P4: has nothing to tell those who come under another name', async () => {
    const answer = await request(app().handler).get('/posts/7').set('Accept', 'text/html').set('Host', 'evil.example')
    expect(answer.status).toBe(403)
    expect(answer.text).not.toMatch(/\.ts|Posts/)
  })
})

describe('the page of a path without a route', () => {
  it.each([
    ['/posts/seven', '/posts/:id<int>', ':id<int> does not take "seven"'],
    ['/posst/7', '/posts/:id<int>', 'it is spelt "posts", not "posst"'],
    ['/POSTS/7', '/posts/:id<int>', 'it is spelt "posts", not "POSTS"'],
    ['/posts/7/more', '/posts/:id<int>', 'it ends before /more'],
    ['/post', '/posts', 'it answers POST, not GET'],
    ['/secrte/', '/secret', 'it has no slash at the end'],
    ['/files', '/files/:rest<path>', 'it goes on with /:rest<path>'],
    ['/files/', '/files/:rest<path>', 'it goes on with /:rest<path>'],
    ['/', '/secret', 'it goes on with /secret'],
  ])('%s was nearly %s', async (path, near, reason) => {
    const text = said((await page(path).expect(404)).text)
    const [first = ''] = text.split('The nearest routes')[1]?.split('(test/pages') ?? []
    expect(first).toContain(` ${near} `)
    expect(first).toContain(reason)
  })

  it('says which methods the path has', async () => {
    const answer = await page('/posts').expect(405)
    expect(said(answer.text)).toContain('/posts does not answer GET')
    expect(said(answer.text)).toContain('it answers POST, not GET')
    expect(answer.headers['allow']).toBe('POST, OPTIONS')
  })

  it('lists all routes where none is near', async () => {
    const { text } = await page('/elsewhere/entirely').expect(404)
    expect(text).not.toContain('The nearest routes')
    expect(text).toContain('<details open>')
    expect(said(text)).toContain('All routes (5)')
  })

  it('names the file that a static folder nearly has', async () => {
    const dir = temporaryFolder()
    writeFiles(dir, { 'app.css': 'a{}' })
    const text = said((await page('/static/app.cs', app({ static: dir })).expect(404)).text)
    expect(text).toContain('/static/ belongs to a static folder')
    expect(text).toContain('did you mean "app.css"?')
  })

  it('is not shown for a 404 of a handler', async () => {
    const own = app().get('/gone', () => abort(404, 'it is gone'))
    const text = said((await page('/gone', own).expect(404)).text)
    expect(text).toContain('404 Not Found it is gone test/pages')
    expect(text).not.toContain('All routes ('.concat('6)'))
  })

  it('C5: escapes the path', async () => {
    expect((await page('/%3Cscript%3Ealert(1)').expect(404)).text).not.toContain('<script')
  })
})

describe('P4: outside development', () => {
  let project: Project

  beforeAll(async () => {
    project = await openApp()
    await project.write('loaded.mjs', LOADED)
    await project.write('hook.mjs', HOOK)
  }, 60_000)

  afterAll(() => project.close())

  it('nothing of it is loaded, whatever is asked for', () => {
    expect(loadedWith('production')).toEqual([])
    expect(loadedWith('')).toEqual([])
    expect(loadedWith('development')).toEqual(expect.arrayContaining(['answer.js', 'error-page.js']))
  })

  it('the same requests are answered in plain words', async () => {
    const plain = app({ dev: false })
    expect((await page('/posts/7', plain)).text).not.toContain('no post')
    expect((await page('/posts/seven', plain)).text).not.toContain(':id')
    expect((await page('/posts/7', plain).set('X-Env', 'development')).text).not.toContain('no post')
  })

  function loadedWith(mode: string): readonly string[] {
    const env = { ...process.env, NODE_ENV: mode, NODE_OPTIONS: '' }
    const out = execFileSync(process.execPath, ['loaded.mjs'], { cwd: project.folder, env, encoding: 'utf8' })
    return JSON.parse(out)
  }
})

/** Prints which modules of `dev/` an app has loaded that has answered, failed, and found nothing. */
const LOADED = `import { register } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
const { port1, port2 } = new MessageChannel()
const loaded = []
port1.on('message', (url) => loaded.push(url))
register('./hook.mjs', import.meta.url, { data: port2, transferList: [port2] })
const { App, render } = await import('miniweb')
const app = new App({ templates: 'templates', static: 'static', log: () => undefined, signals: false })
app.get('/', () => render('index.html', { title: 'x' })).get('/fails', () => render('none.html', {}))
const { url } = await app.listen({ port: 0, host: '127.0.0.1' })
for (const path of ['/', '/fails', '/none']) await (await fetch(url + path, { headers: { accept: 'text/html' } })).text()
await app.close()
port1.close()
console.log(JSON.stringify(loaded.flatMap((one) => /miniweb\\/dist\\/dev\\/(.*)$/.exec(one)?.[1] ?? [])))
`

const HOOK = `let port
export function initialize(given) { port = given }
export function load(url, context, next) {
  port.postMessage(url)
  return next(url, context)
}
`
