// Who may change what: guests nothing, members their own links, editors all of them. What a page offers whom
// is in journeys/links.ts.

import { describe, expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const LINK = { title: 'Of Ada', url: 'https://example.org/', note: '' }

/** The pages and requests that change link 1. */
const CHANGES = [
  ['get', '/links/1/edit'],
  ['post', '/links/1'],
  ['post', '/links/1/delete'],
] as const

/** A board with a link of Ada's. */
async function boardOfAda() {
  const board = freshBoard()
  const ada = await board.as('ada')
  await ada.post('/links').type('form').send(LINK).expect('location', '/links/1')
  return board
}

describe('a guest', () => {
  it.each(['/links/new', '/links/1/edit', '/account'])('is led to the login, and back to %s', async (path) => {
    const board = await boardOfAda()
    await board.get(path).expect(303).expect('location', `/login?return=${path}`)
  })

  it('changes nothing', async () => {
    const board = await boardOfAda()
    for (const path of ['/links', '/links/1', '/links/1/delete', '/logout']) {
      await board.post(path).type('form').send(LINK).expect(403)
    }
    await board.post('/api/links').send(LINK).expect(401)
    await board.put('/api/links/1').send(LINK).expect(401)
    await board.delete('/api/links/1').expect(401)
    expect((await board.get('/api/links')).body.total).toBe(1)
  })
})

describe('another member', () => {
  it.each(CHANGES)('is refused at %s %s', async (method, path) => {
    const board = await boardOfAda()
    const bob = await board.as('bob')
    const { text } = await bob[method](path).type('form').send({ title: 'Mine', url: 'https://b.example' }).expect(403)
    expect(text).toContain('link 1 was added by ada, not by you')
    await board.get('/links/1').expect(200, /<h1>Of Ada<\/h1>/)
  })

  it('is refused with a form that is wrong, too', async () => {
    const board = await boardOfAda()
    await (await board.as('bob')).post('/links/1').type('form').send({}).expect(403)
  })

  it('is refused by the API', async () => {
    const board = await boardOfAda()
    const bob = await board.program('bob')
    const { body } = await bob.put('/api/links/1').send(LINK).expect(403)
    expect(body).toEqual({ title: 'Forbidden', status: 403, detail: 'link 1 was added by ada, not by you' })
    await bob.delete('/api/links/1').expect(403)
  })
})

describe('an editor', () => {
  it.each(CHANGES)('is let through at %s %s', async (method, path) => {
    const board = await boardOfAda()
    const eve = await board.as('eve', 'editor')
    const { status } = await eve[method](path).type('form').send(LINK)
    expect(status).toBe(method === 'get' ? 200 : 303)
  })

  it('leaves a link to its owner', async () => {
    const board = await boardOfAda()
    await (await board.as('eve', 'editor')).post('/links/1').type('form').send(LINK).expect(303)
    await board.get('/links/1').expect(200, /Added by ada/)
  })
})

describe('the links of the board itself', () => {
  it('belong to an account that nobody can sign up as', async () => {
    const board = freshBoard([LINK])
    await board.get('/links/1').expect(200, /Added by the board/)
    await (await board.as('ada')).post('/links/1/delete').expect(403)
  })
})
