// Pages through an app: what templates see of routes and requests, and what stops the start.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import request from 'supertest'
import { afterEach, describe, expect, it } from 'vitest'
import {
  App,
  type AppOptions,
  type ConfigError,
  type Ctx,
  type LogRecord,
  render,
  route,
  TemplateError,
} from '../../src/index.js'

class Posts {
  @route.get('/posts/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return render('show.html', { id })
  }
}

const made: string[] = []

function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'miniweb-pages-'))
  made.push(dir)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  return dir
}

function appWith(files: Readonly<Record<string, string>>, options: AppOptions = {}): App {
  return new App({ templates: folder(files), log: () => undefined, ...options }).register(Posts)
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true })
})

describe('a template', () => {
  it('asks for the address of a route by its name', async () => {
    const app = appWith({
      'show.html': `<a href="{{ url('Posts.show', id=next, query=filter, hash='end') }}">{{ id }}</a>`,
    })
    app.template.global('next', 8).global('filter', { tag: 'a&b' })
    const answer = await request(app.handler).get('/posts/7').expect(200)
    expect(answer.text).toBe('<a href="/posts/8?tag=a%26b#end">7</a>')
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it('stops the start when it names a route that does not exist, with its line and a suggestion', () => {
    const app = appWith({ 'show.html': `<p>\n{{ url('Posts.shwo', id=1) }}</p>` })
    const error = thrownBy(() => app.handler)
    expect(error).toBeInstanceOf(TemplateError)
    expect(String(error)).toMatch(/no route is named 'Posts\.shwo' \(did you mean "Posts\.show"\?\)/)
    expect(error).toMatchObject({ line: 2, column: 4 })
  })

  it('asks for the address of a static file, which changes with its content', async () => {
    const dir = folder({ 'app.css': 'a{}' })
    const app = appWith({ 'show.html': `<link rel="stylesheet" href="{{ static('app.css') }}">` }, { static: dir })
    const [, address = ''] = /href="([^"]+)"/.exec((await request(app.handler).get('/posts/7').expect(200)).text) ?? []
    expect(address).toMatch(/^\/static\/app\.css\?v=[\w-]+$/)
    const asset = await request(app.handler).get(address).expect(200, 'a{}')
    expect(asset.headers['cache-control']).toContain('immutable')
  })

  it('stops the start when it names a static file that does not exist', () => {
    const app = appWith({ 'show.html': `\n{{ static('app.cs') }}` }, { static: folder({ 'app.css': '' }) })
    const error = thrownBy(() => app.handler)
    expect(String(error)).toContain('did you mean "app.css"?')
    expect(error).toMatchObject({ name: 'TemplateError', line: 2 })
  })

  it('stops the start when it does not compile', () => {
    expect(thrownBy(() => appWith({ 'show.html': '{{#if x}}' }).handler)).toBeInstanceOf(TemplateError)
  })

  it('sees what layers put on ctx.view, and its data before that', async () => {
    const app = appWith({ 'show.html': '{{ id }} {{ user }}' })
    app.use((ctx, next) => {
      Object.assign(ctx.view, { user: 'Ada', id: 'not this' })
      return next()
    })
    expect((await request(app.handler).get('/posts/7')).text).toBe('7 Ada')
  })

  it('calls helpers and prints globals of the app', async () => {
    const app = appWith({ 'show.html': '{{ id | twice }} {{ site }}' })
    app.template.helper('twice', (value) => Number(value) * 2).global('site', 'Links & more')
    expect((await request(app.handler).get('/posts/21')).text).toBe('42 Links &amp; more')
  })

  it('that fails while it renders is a 500 whose cause is logged with its place', async () => {
    const records: LogRecord[] = []
    const app = appWith({ 'show.html': '\n{{ id | broken }}' }, { log: (record) => records.push(record) })
    app.template.helper('broken', () => {
      throw new Error('no luck')
    })
    const answer = await request(app.handler).get('/posts/1').expect(500)
    expect(answer.text).not.toContain('luck')
    expect(records).toHaveLength(1)
    expect(records[0]?.error).toBeInstanceOf(TemplateError)
    expect(String(records[0]?.error)).toContain('show.html:2')
  })

  it('that does not exist is a 500 that names it in the log', async () => {
    const records: LogRecord[] = []
    const app = appWith({ 'shown.html': '' }, { log: (record) => records.push(record) })
    await request(app.handler).get('/posts/1').expect(500)
    expect(records[0]?.message).toContain('show.html')
  })
})

describe('the templates folder', () => {
  it('that is named but missing stops the start', () => {
    const app = new App({ templates: join(tmpdir(), 'miniweb-no-such-folder') })
    expect((thrownBy(() => app.handler) as ConfigError).code).toBe('TEMPLATE_FOLDER_MISSING')
  })

  it('that is switched off makes render an error that says so', async () => {
    const records: LogRecord[] = []
    const app = new App({ templates: false, log: (record) => records.push(record) }).register(Posts)
    await request(app.handler).get('/posts/1').expect(500)
    expect(records[0]?.message).toContain('no templates folder')
  })
})

describe('the development error page', () => {
  const files = { 'show.html': '{{ id }}' }

  it('shows message, stack and request as text, and is not there in production', async () => {
    const boom = () => {
      throw new Error('<img src=x> broke')
    }
    const dev = appWith(files, { dev: true }).get('/boom', boom)
    const shown = await request(dev.handler).get('/boom').set('accept', 'text/html').expect(500)
    expect(shown.text).toContain('&lt;img src=x&gt; broke')
    expect(shown.text).toContain('pages.test.ts')
    expect(shown.text).toContain(':root')
    const production = appWith(files, { dev: false }).get('/boom', boom)
    const hidden = await request(production.handler).get('/boom').set('accept', 'text/html').expect(500)
    expect(hidden.text).not.toMatch(/broke|pages\.test/)
  })

  it('is a problem document for whoever does not want HTML, with the message', async () => {
    const app = appWith(files, { dev: true }).get('/boom', () => {
      throw new Error('it broke')
    })
    const answer = await request(app.handler).get('/boom').expect(500)
    expect(answer.body).toMatchObject({ status: 500, detail: 'it broke' })
  })
})

describe('a mistake in a template that is edited', () => {
  const good = '<!doctype html><title>x</title><body><p>{{ id }}</p></body></html>\n'

  async function afterEdit(page: string, edit: string, options: AppOptions = { dev: true }) {
    const records: LogRecord[] = []
    const templates = folder({ 'show.html': page })
    const app = new App({ templates, log: (record) => records.push(record), ...options }).register(Posts)
    await request(app.handler).get('/posts/7')
    writeFileSync(join(templates, 'show.html'), edit)
    return { answer: await request(app.handler).get('/posts/7'), records, app, templates }
  }

  it('is shown over the last good page and in the log, until it is corrected', async () => {
    const { answer, records, app, templates } = await afterEdit(good, '<p>{{#if <b>}}')
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(
      /<p>7<\/p><aside role="alert".*TemplateError: .*show\.html:1:10.*<\/aside><\/body><\/html>\n$/s,
    )
    expect(answer.text).toContain('{{#if &lt;b&gt;}}')
    expect(records).toMatchObject([{ level: 'error', error: { name: 'TemplateError', line: 1 } }])
    writeFileSync(join(templates, 'show.html'), '<!doctype html><p>corrected {{ id }}</p>')
    expect((await request(app.handler).get('/posts/7')).text).toBe('<!doctype html><p>corrected 7</p>')
  })

  it('stands at the end of a page without end tags, and in no part of a page', async () => {
    expect((await afterEdit('<html><p>{{ id }}', '{{')).answer.text).toMatch(/^<html><p>7<aside .*<\/aside>$/s)
    expect((await afterEdit('<p>{{ id }}</p>', '{{')).answer.text).toBe('<p>7</p>')
  })

  it('is not looked for outside development', async () => {
    const { answer, records } = await afterEdit(good, '{{', { dev: false })
    expect(answer.text).toBe(good.replace('{{ id }}', '7'))
    expect(records).toEqual([])
  })
})
