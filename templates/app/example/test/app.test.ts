// The app from outside: requests to its handler, without a port.

import request from 'supertest'
import { describe, expect, it } from 'vitest'
import app from '../src/app.js'

const site = request(app.handler)

describe('the first page', () => {
  it('is HTML', async () => {
    const { text } = await site
      .get('/')
      .expect(200)
      .expect('content-type', /^text\/html/)
    expect(text).toContain('<h1>Your app is running.</h1>')
  })

  it('has a style sheet that is there', async () => {
    const { text } = await site.get('/').expect(200)
    const href = /<link rel="stylesheet" href="([^"]+)">/.exec(text)?.[1] ?? 'none'
    await site
      .get(href)
      .expect(200)
      .expect('content-type', /^text\/css/)
  })
})

describe('a greeting', () => {
  it('takes the name from the path', () => site.get('/hello/Ada').expect(200, 'Hello, Ada!'))
})

describe('the guest book', () => {
  it('keeps an entry, and shows it as text', async () => {
    const entry = { name: 'Ada', message: 'I was <b>here</b>' }
    await site.post('/guest-book').type('form').send(entry).expect(303).expect('location', '/guest-book')
    const { text } = await site.get('/guest-book').expect(200)
    expect(text).toContain('I was &lt;b&gt;here&lt;/b&gt;')
  })

  it('sends the form back with what was typed and what is wrong', async () => {
    const { text } = await site.post('/guest-book').type('form').send({ name: 'Grace', message: ' ' }).expect(422)
    expect(text).toContain('value="Grace"')
    expect(text).toContain('Please write a line or two.')
  })
})

describe('an unknown address', () => {
  it('has a page of its own', async () => {
    const { text } = await site.get('/nowhere').expect(404)
    expect(text).toContain('There is nothing here')
  })
})
