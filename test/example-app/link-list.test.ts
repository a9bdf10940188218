// The list of the link board: paging, search, its empty states, and the part of it that is refreshed.

import { describe, expect, it } from 'vitest'
import { freshBoard, numberedLinks } from './fresh-board.js'

/** The titles on a page, from top to bottom. */
function titles(html: string): readonly string[] {
  return [...html.matchAll(/<h2><a href="[^"]*" rel="ugc noopener">([^<]*)<\/a><\/h2>/g)].map((match) => match[1] ?? '')
}

describe('the list', () => {
  it('has ten links a page, the newest first', async () => {
    const board = freshBoard(numberedLinks(12))
    const first = await board.get('/').expect(200)
    expect(titles(first.text)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((number) => `Link ${number}`))
    expect(first.text).toContain('12 links, page 1 of 2')
    expect(first.text).toContain('rel="next" href="/?page=2"')
    expect(first.text).not.toContain('rel="prev"')
    const last = await board.get('/?page=2').expect(200)
    expect(titles(last.text)).toEqual(['Link 2', 'Link 1'])
    expect(last.text).toContain('rel="prev" href="/?page=1"')
    expect(last.text).not.toContain('rel="next"')
  })

  it.each(['0', '-1', 'abc', '', '1.5', '1e400', 'Infinity', '0x', '1&page=2'])(
    'takes page=%s for the first page',
    async (page) => {
      const { text } = await freshBoard(numberedLinks(12)).get(`/?page=${page}`).expect(200)
      expect(text).toContain('12 links, page 1 of 2')
    },
  )

  it.each(['3', '1e9', '9007199254740991'])('takes page=%s, which is too far, for the last page', async (page) => {
    const { text } = await freshBoard(numberedLinks(12)).get(`/?page=${page}`).expect(200)
    expect(text).toContain('12 links, page 2 of 2')
  })

  it('invites to add the first link when there is none', async () => {
    const { text } = await freshBoard().get('/').expect(200)
    expect(text).toContain('No links yet')
    expect(text).toContain('<a href="/links/new">Add the first link</a>')
    expect(text).toContain('0 links')
  })

  it('shortens long notes and names the host', async () => {
    const board = freshBoard([{ url: 'https://www.example.org:8080/a?b=c', note: 'n'.repeat(200) }])
    const { text } = await board.get('/').expect(200)
    expect(text).toContain(`${'n'.repeat(159)}…</p>`)
    expect(text).toContain('<span class="host">example.org:8080</span>')
  })

  it('is found at /links, too', async () => {
    await freshBoard().get('/links').expect(303).expect('location', '/')
  })
})

describe('a search', () => {
  const links = [
    { title: 'One', url: 'https://sqlite.org/', note: 'a file' },
    { title: 'Two of SQLite', url: 'https://example.org/two', note: '' },
    { title: 'Three', url: 'https://example.org/three', note: 'uses sqlite' },
    { title: 'Four', url: 'https://example.org/four', note: '' },
  ]

  it.each([
    ['sqlite', ['Three', 'Two of SQLite', 'One']],
    ['  SQLITE ', ['Three', 'Two of SQLite', 'One']],
    ['org/t', ['Three', 'Two of SQLite']],
    ['a file', ['One']],
    ['', ['Four', 'Three', 'Two of SQLite', 'One']],
  ])('for "%s" looks into titles, addresses and notes', async (q, found) => {
    const { text } = await freshBoard(links).get('/').query({ q }).expect(200)
    expect(titles(text)).toEqual(found)
  })

  it.each([
    ['%', ['100% sure']],
    ['_', ['snake_case']],
    ['\\', ['back\\slash']],
    ['%%', []],
    ['a_e', []],
    ["' or 1=1 --", []],
    ['" or ""="', []],
  ])('takes %s for itself', async (q, found) => {
    const board = freshBoard([{ title: '100% sure' }, { title: 'snake_case' }, { title: 'back\\slash' }])
    const { text } = await board.get('/').query({ q }).expect(200)
    expect(titles(text)).toEqual(found)
  })

  it('keeps its words in the field and in the addresses of other pages', async () => {
    const board = freshBoard([...numberedLinks(21), { title: 'other' }])
    const { text } = await board.get('/').query({ q: 'Link', page: 2 }).expect(200)
    expect(text).toContain('value="Link"')
    expect(text).toContain('21 links with “Link”, page 2 of 3')
    expect(text).toContain('rel="prev" href="/?q=Link&amp;page=1"')
    expect(text).toContain('rel="next" href="/?q=Link&amp;page=3"')
  })

  it('that finds nothing says so, and leads back', async () => {
    const { text } = await freshBoard(links).get('/?q=nothing').expect(200)
    expect(text).toContain('Nothing found')
    expect(text).toContain('<a href="/">Show all links</a>')
    expect(text).not.toContain('No links yet')
  })

  it('prints what was searched for as text', async () => {
    const { text } = await freshBoard().get('/').query({ q: '"><script>alert(1)</script>' }).expect(200)
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
  })

  it.each(['q=a&q=b', `q=${'x'.repeat(101)}`, 'q[$ne]=1', 'q=%00'])(
    'is answered by a page, whatever it is: %s',
    async (query) => {
      await freshBoard(links).get(`/?${query}`).expect(200)
    },
  )
})

describe('a query that is no UTF-8', () => {
  it('is answered by a page that says so', async () => {
    await freshBoard()
      .get('/?q=%ED%A0%80')
      .expect(400, /<h1>Bad Request<\/h1>/)
  })
})

describe('the refreshed part', () => {
  it('is the list alone, as it is in the page', async () => {
    const board = freshBoard(numberedLinks(12))
    const page = await board.get('/?q=link&page=2').expect(200)
    const part = await board
      .get('/links/results?q=link&page=2')
      .expect(200)
      .expect('content-type', /^text\/html/)
    expect(part.text).toMatch(/^<p class="summary">12 links with “link”, page 2 of 2<\/p>/)
    expect(page.text).toContain(part.text)
  })

  it('has the empty state', async () => {
    const { text } = await freshBoard().get('/links/results?q=x').expect(200)
    expect(text).toContain('Nothing found')
    expect(text).not.toContain('<html')
  })
})
