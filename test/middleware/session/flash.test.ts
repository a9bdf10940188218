// Flash messages: shown once, in order, on the next page, and lost by no request that comes at the same time.

import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { App, flash, html, memoryStore, redirect, render, type SessionOptions, session } from '../../../src/index.js'
import { freshApp, held } from '../../support/fresh-app.js'
import { temporaryFolder, writeFiles } from '../../support/site.js'
import { setCookies, Visitor, watchedStore } from './visitor.js'

function notes(options: SessionOptions = { store: memoryStore() }) {
  const { app, records } = freshApp()
  const site = app.through(session(options)).through(flash())
  site.post('/add/:text', (ctx, { text }) => {
    ctx.flash.add(text)
    return redirect('/page')
  })
  site.get(
    '/page',
    (ctx) => html`<ul>${ctx.flash.take().map(({ kind, text }) => html`<li>${kind}: ${text}</li>`)}</ul>`,
  )
  site.get('/other', () => 'other')
  return { app, site, records, visitor: new Visitor(app) }
}

describe.each<[string, () => SessionOptions]>([
  ['in a store', () => ({ store: memoryStore() })],
  ['in a sealed cookie', () => ({ secrets: randomBytes(32).toString('base64url') })],
])('messages %s', (_, options) => {
  test('are shown once, by the next page that shows any', async () => {
    const { visitor } = notes(options())
    await visitor.post('/add/Saved')
    await visitor.get('/other')
    expect((await visitor.get('/page')).text).toBe('<ul><li>info: Saved</li></ul>')
    expect((await visitor.get('/page')).text).toBe('<ul></ul>')
  })

  test('keep their order, over requests and within one', async () => {
    const { visitor, site } = notes(options())
    site.get('/many', (ctx) => {
      for (let index = 0; index < 40; index++) ctx.flash.add(String(index), 'n')
      return null
    })
    await visitor.post('/add/first')
    await new Promise((resolve) => setTimeout(resolve, 2))
    await visitor.get('/many')
    const shown = [...(await visitor.get('/page')).text.matchAll(/: (\w+)</g)].map(([, text]) => text)
    expect(shown).toEqual(['first', ...Array.from({ length: 40 }, (_, index) => String(index))])
  })
})

describe('messages', () => {
  test('have a kind', async () => {
    const { visitor, site } = notes()
    site.get('/warn', (ctx) => {
      ctx.flash.add('<b>', 'warning')
      return ctx.flash.take()
    })
    expect((await visitor.get('/warn')).body).toEqual([{ kind: 'warning', text: '<b>' }])
  })

  test('that are added and taken in one request leave nothing behind', async () => {
    const store = watchedStore()
    const { visitor, site } = notes({ store })
    site.get('/at-once', (ctx) => {
      ctx.flash.add('now')
      return ctx.flash.take()
    })
    expect(setCookies(await visitor.get('/at-once'))).toEqual([])
    expect(store.calls).toEqual([])
  })

  test('of requests at the same time are all kept, in one moment, too', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { visitor, site } = notes()
    const gate = held()
    let waiting = 0
    site.get('/wait/:text', async (ctx, { text }) => {
      ctx.flash.add(text)
      if (++waiting === 5) gate.resolve()
      await gate.promise
      return null
    })
    await visitor.post('/add/begin')
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => visitor.get(`/wait/${text}`)))
    const { text } = await visitor.get('/page')
    for (const each of ['begin', 'a', 'b', 'c', 'd', 'e']) expect(text).toContain(`<li>info: ${each}</li>`)
    vi.useRealTimers()
  })

  test('cost a visitor without a session nothing', async () => {
    const { visitor } = notes()
    expect(setCookies(await visitor.get('/page'))).toEqual([])
    expect((await visitor.get('/other')).headers).not.toHaveProperty('cache-control')
  })
})

describe('in templates', () => {
  let templates: string
  beforeEach(() => {
    templates = temporaryFolder()
    writeFiles(templates, {
      'page.html': '{{# if flash }}<div>{{# flash }}<p class="{{ kind }}">{{ text }}</p>{{/ flash }}</div>{{/ if }}',
      'silent.html': '<p>nothing about it</p>',
    })
  })

  test('flash has the messages, however often a page asks; a page that does not ask leaves them', async () => {
    const app = new App({ templates, signals: false, log: () => undefined })
    const site = app.through(session({ store: memoryStore() })).through(flash())
    site.get('/add', (ctx) => {
      ctx.flash.add('Saved & done', 'good')
      return redirect('/page')
    })
    site.get('/page', () => render('page', {}))
    site.get('/silent', () => render('silent', {}))
    const visitor = new Visitor(app)
    await visitor.get('/add')
    await visitor.get('/silent')
    const shown = await visitor.get('/page')
    expect(shown.text).toBe('<div><p class="good">Saved &amp; done</p></div>')
    expect(shown.headers['cache-control']).toBe('no-store')
    expect((await visitor.get('/page')).text).toBe('')
  })
})
