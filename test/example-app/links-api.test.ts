// The link board as JSON: everybody reads, and programs with a token write.

import { describe, expect, it } from 'vitest'
import { freshBoard, numberedLinks } from './fresh-board.js'

const LINK = { title: 'A title', url: 'https://example.org/', note: 'a note' }

describe('the list', () => {
  it('has paging and search as the pages do', async () => {
    const board = freshBoard([...numberedLinks(12), { title: 'other' }])
    const { body } = await board.get('/api/links?q=link&page=2').expect(200)
    expect(body).toMatchObject({ total: 12, page: 2, pages: 2 })
    expect(body.links.map(({ title }: { title: string }) => title)).toEqual(['Link 2', 'Link 1'])
    expect(Object.keys(body.links[0])).toEqual(['id', 'title', 'url', 'note', 'addedAt', 'owner'])
  })

  it.each(['page=abc', 'page=-1', 'q=a&q=b'])('takes %s as the pages do', async (query) => {
    const { body } = await freshBoard(numberedLinks(12)).get(`/api/links?${query}`).expect(200)
    expect(body).toMatchObject({ total: 12, page: 1, pages: 2 })
  })
})

describe('reading', () => {
  it('needs no token, may be kept, and costs little when nothing has changed', async () => {
    const board = freshBoard(numberedLinks(2))
    const { headers } = await board.get('/api/links').expect(200)
    expect(headers['cache-control']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
    await board.get('/api/links').set('if-none-match', String(headers['etag'])).expect(304)
  })
})

describe('one link', () => {
  it('is created with 201 and its address', async () => {
    const board = await freshBoard().program('ada')
    const { body } = await board.post('/api/links').send(LINK).expect(201).expect('location', '/api/links/1')
    expect(body).toEqual({
      id: 1,
      ...LINK,
      addedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      owner: 'ada',
    })
    expect((await board.get('/api/links/1').expect(200)).body).toEqual(body)
    await board.get('/links/1').expect(200, /A title/)
  })

  it('is changed as a whole', async () => {
    const board = await freshBoard([LINK]).program('ada', 'editor')
    const { body } = await board.put('/api/links/1').send({ title: 'Other', url: 'http://localhost:3000' }).expect(200)
    expect(body).toMatchObject({ id: 1, title: 'Other', url: 'http://localhost:3000/', note: '' })
  })

  it('is deleted with 204, once', async () => {
    const board = await freshBoard([LINK]).program('ada', 'editor')
    await board.delete('/api/links/1').expect(204, '')
    await board.delete('/api/links/1').expect(404)
  })
})

describe('problem details', () => {
  it('name every field that is wrong', async () => {
    const board = await freshBoard().program('ada')
    const { body } = await board
      .post('/api/links')
      .send({ title: 7, url: 'javascript:alert(1)' })
      .expect(422)
      .expect('content-type', 'application/problem+json')
    expect(body).toMatchObject({ status: 422, detail: 'the body is not as it must be' })
    expect(body.issues).toEqual([
      { path: 'title', message: 'A link needs a title.' },
      { path: 'url', message: 'An address begins with https:// or http://.' },
    ])
  })

  it.each(['null', '[]', '"text"'])('answer a body that is %s', async (body) => {
    const board = await freshBoard().program('ada')
    await board
      .post('/api/links')
      .type('json')
      .send(body)
      .expect(422)
      .expect('content-type', 'application/problem+json')
  })

  it('answer unknown links, also to browsers', async () => {
    const board = await freshBoard().program('ada')
    const { body } = await board.get('/api/links/7').set('accept', 'text/html').expect(404)
    expect(body).toEqual({ title: 'Not Found', status: 404, detail: 'there is no link 7' })
    await board.put('/api/links/7').send(LINK).expect(404)
    await board.delete('/api/links/7').expect(404)
    expect((await board.get('/api/nothing').expect(404)).body).toEqual({ title: 'Not Found', status: 404 })
    expect((await board.get('/api').expect(404)).body.status).toBe(404)
  })

  it('answer what is no JSON, and methods that there are not', async () => {
    const board = await freshBoard().program('ada')
    const { body } = await board.post('/api/links').type('json').send('{"title":}').expect(400)
    expect(body.detail).toContain('not valid JSON')
    expect((await board.patch('/api/links/1').expect(405)).headers['allow']).toContain('PUT')
  })
})
