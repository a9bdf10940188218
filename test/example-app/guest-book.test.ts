// The guest book over HTTP: its pages and its JSON.

import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/index.js'

describe('the guest book', () => {
  let app: App

  beforeAll(async () => {
    process.env['GUEST_BOOK'] = ':memory:'
    app = (await import('../../example-app/app.js')).default as unknown as App
  })
  afterAll(() => app.close())

  it('adds an entry by form and shows it', async () => {
    const added = await request(app.handler).post('/entries').type('form').send({ name: ' Ada ', message: 'Hello' })
    expect(added.status).toBe(303)
    expect(added.headers['location']).toBe('/entries/1')
    const shown = await request(app.handler).get('/entries/1').expect(200)
    expect(shown.text).toContain('<p class="message">Hello</p>')
    expect(shown.text).toContain('Ada, <time')
  })

  it('shows the form again with errors and values, as 422', async () => {
    const answer = await request(app.handler)
      .post('/entries')
      .type('form')
      .send({ name: '', message: 'a "quoted" <word>' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Please tell us your name.')
    expect(answer.text).toContain('a &quot;quoted&quot; &lt;word&gt;</textarea>')
  })

  it('adds an entry by JSON and lists it', async () => {
    const added = await request(app.handler).post('/api/entries').send({ name: 'Grace', message: 'Hi' }).expect(201)
    expect(added.headers['location']).toBe('/api/entries/2')
    const list = await request(app.handler).get('/api/entries').expect(200)
    expect(list.body).toMatchObject([
      { id: 2, name: 'Grace', message: 'Hi' },
      { id: 1, name: 'Ada' },
    ])
  })

  it('says what is wrong with JSON it cannot take', async () => {
    const refused = await request(app.handler).post('/api/entries').send({ name: '' }).expect(422)
    expect(refused.body.issues).toEqual([
      { path: 'name', message: 'Please tell us your name.' },
      { path: 'message', message: 'Please write a few words.' },
    ])
    await request(app.handler)
      .get('/api/entries/99')
      .expect(404, /there is no entry 99/)
  })

  it('serves its assets and its own 404 page', async () => {
    await request(app.handler)
      .get('/static/guest-book.css')
      .expect(200)
      .expect('content-type', 'text/css; charset=utf-8')
    await request(app.handler)
      .get('/nowhere')
      .expect(404, /There is nothing here/)
  })
})
