// One link on its page, and the forms that add, change and delete.

import { describe, expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const LINK = { title: 'Salt & pepper', url: 'https://example.org/?a=1&b=2', note: 'first line\nsecond <b>line</b>' }

describe('the page of a link', () => {
  it('shows title, address, note and day', async () => {
    const { text } = await freshBoard([LINK]).get('/links/1').expect(200)
    expect(text).toContain('<title>Salt &amp; pepper · Link board</title>')
    expect(text).toContain('<h1>Salt &amp; pepper</h1>')
    expect(text).toContain('href="https://example.org/?a=1&amp;b=2" rel="ugc noopener"')
    expect(text).toContain('first line<br>\nsecond &lt;b&gt;line&lt;/b&gt;')
    expect(text).toMatch(/<time datetime="\d{4}-\d\d-\d\dT[\d:.]+Z">\w+ \d+, \d{4}<\/time>/)
  })

  it.each([
    '/links/2',
    '/links/-1',
    '/links/0',
    '/links/99999999999999999999',
    '/links/1.0',
    '/links/one',
    '/links/1/x',
  ])('is not found at %s', async (path) => {
    const { text } = await freshBoard([LINK]).get(path).expect(404)
    expect(text).toContain('There is nothing here')
    expect(text).toContain(`<code>${path}</code>`)
  })
})

describe('adding', () => {
  it('leads to the new link', async () => {
    const board = await freshBoard().as('ada')
    await board.get('/links/new').expect(200, /action="\/links" method="post" enctype="multipart\/form-data"/)
    const answer = await board.post('/links').type('form').send(LINK).expect(303)
    expect(answer.headers['location']).toBe('/links/1')
    await board.get('/links/1').expect(200, /Salt &amp; pepper/)
  })

  it('trims, writes addresses whole, and needs no note', async () => {
    const board = await freshBoard().as('ada')
    await board.post('/links').type('form').send({ title: ' T ', url: ' HTTPS://Example.ORG ' }).expect(303)
    const { body } = await board.get('/api/links/1').expect(200)
    expect(body).toMatchObject({ title: 'T', url: 'https://example.org/', note: '' })
  })

  it.each([
    ['nothing', '', ['A link needs a title.', 'A link needs an address.']],
    ['a title alone', 'title=T', ['A link needs an address.']],
    ['a field twice', 'title=A&title=B&url=https://a.example', ['A link needs a title.']],
    ['names that objects have', '__proto__=x&constructor=y', ['A link needs a title.', 'A link needs an address.']],
  ])('of %s is refused in the form', async (_, body, sentences) => {
    const board = await freshBoard().as('ada')
    const { text } = await board.post('/links').type('form').send(body).expect(422)
    const errors = [...text.matchAll(/<p class="error" id="\w+-error">([^<]*)<\/p>/g)].map((match) => match[1])
    expect(errors).toEqual(sentences)
  })

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'mailto:ada@example.org',
    '//example.org',
    '/links/1',
    'https://',
    'http://a b',
  ])('refuses the address %j', async (url) => {
    const site = freshBoard()
    const board = await site.as('ada')
    await board
      .post('/links')
      .type('form')
      .send({ title: 'T', url })
      .expect(422, /An address begins with https:/)
    await (await site.program('ada')).post('/api/links').send({ title: 'T', url }).expect(422)
    expect((await board.get('/api/links')).body.total).toBe(0)
  })

  it.each([
    ['title', 'x'.repeat(121), 'A title has at most 120 characters.'],
    ['url', `https://example.org/${'x'.repeat(2000)}`, 'An address has at most 2000 characters.'],
    ['url', `https://example.org/${'ä'.repeat(1000)}`, 'An address has at most 2000 characters.'],
    ['note', 'x'.repeat(501), 'A note has at most 500 characters.'],
  ])('refuses a %s that is too long', async (field, value, sentence) => {
    const board = await freshBoard().as('ada')
    const { text } = await board
      .post('/links')
      .type('form')
      .send({ ...LINK, [field]: value })
      .expect(422)
    expect(text).toContain(`id="${field}-error">${sentence}</p>`)
    expect(text).toContain(value)
  })

  it('takes a note as long as a browser lets it be, line breaks counted once', async () => {
    const note = `${'x'.repeat(249)}\n`.repeat(2).trim()
    const board = await freshBoard().as('ada')
    await board
      .post('/links')
      .type('form')
      .send({ ...LINK, note: note.replace('\n', '\r\n') })
      .expect(303)
    await board
      .post('/links')
      .type('form')
      .send({ ...LINK, note: '\r\n'.repeat(600) })
      .expect(303)
  })

  it('leaves out NUL, which ends a text in SQLite', async () => {
    const site = freshBoard()
    const board = await site.as('ada')
    await board
      .post('/links')
      .type('form')
      .send('title=%00&url=https://a.example')
      .expect(422, /A link needs a title/)
    const program = await site.program('ada')
    const { body } = await program.post('/api/links').send({ title: 'a\0b', url: 'https://a.example', note: '\0' })
    expect(body).toMatchObject({ title: 'ab', note: '' })
  })

  it('shows markup as text, everywhere', async () => {
    const board = await freshBoard().as('ada')
    const hostile = '"><script>alert(1)</script>{{title}}'
    await board.post('/links').type('form').send({ title: hostile, url: 'https://a.example/"><script>', note: hostile })
    for (const path of ['/', '/links/1', '/links/1/edit', '/links/results', '/?q=script']) {
      const { text } = await board.get(path).expect(200)
      expect(text).not.toContain('<script>')
      expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{title}}')
    }
  })

  it('takes no other type of body, and none that is too large', async () => {
    const board = await freshBoard().as('ada')
    await board
      .post('/links')
      .type('text')
      .send('title=T')
      .expect(415, /Unsupported Media Type/)
    await board
      .post('/links')
      .type('form')
      .send(`note=${'x'.repeat(1_100_000)}`)
      .expect(413, /The reason/)
  })
})

describe('changing', () => {
  it('begins with the link as it is, and leads back to it', async () => {
    const board = await freshBoard([LINK]).as('ada', 'editor')
    const { text } = await board.get('/links/1/edit').expect(200)
    expect(text).toContain('action="/links/1" method="post"')
    expect(text).toContain('value="Salt &amp; pepper"')
    expect(text).toContain('first line\nsecond &lt;b&gt;line&lt;/b&gt;</textarea>')
    await board
      .post('/links/1')
      .type('form')
      .send({ ...LINK, title: 'Sugar' })
      .expect(303)
      .expect('location', '/links/1')
    await board.get('/links/1').expect(200, /<h1>Sugar<\/h1>/)
  })

  it('shows the form again, with what was typed instead of what is stored', async () => {
    const board = await freshBoard([LINK]).as('ada', 'editor')
    const { text } = await board.post('/links/1').type('form').send({ title: 'Sugar', url: '' }).expect(422)
    expect(text).toContain('<h1>Edit “Salt &amp; pepper”</h1>')
    expect(text).toContain('action="/links/1"')
    expect(text).toContain('value="Sugar"')
    expect(text).toContain('A link needs an address.')
    expect(text).not.toContain('first line')
    await board.get('/links/1').expect(200, /<h1>Salt &amp; pepper<\/h1>/)
  })

  it('of an unknown link is a 404, with a good form or a bad one', async () => {
    const board = await freshBoard().as('ada')
    await board.get('/links/7/edit').expect(404)
    await board.post('/links/7').type('form').send(LINK).expect(404)
    await board.post('/links/7').type('form').send({}).expect(404)
  })
})

describe('deleting', () => {
  it('leads to the list; a second time there is nothing to delete', async () => {
    const board = await freshBoard([LINK]).as('ada', 'editor')
    await board.post('/links/1/delete').expect(303).expect('location', '/')
    await board.get('/links/1').expect(404)
    await board.post('/links/1/delete').expect(404, /There is nothing here/)
  })

  it('never gives a number to another link', async () => {
    const board = await freshBoard([LINK]).as('ada', 'editor')
    await board.post('/links/1/delete').expect(303)
    await board.post('/links').type('form').send(LINK).expect('location', '/links/2')
  })

  it('is no GET', async () => {
    const board = await freshBoard([LINK]).as('ada')
    const { headers } = await board.get('/links/1/delete').expect(405)
    expect(headers['allow']).toContain('POST')
  })
})
