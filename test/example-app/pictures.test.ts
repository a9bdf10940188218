// Pictures of links: what is taken for one, what is refused, and how they are sent.

import { describe, expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const LINK = { title: 'A title', url: 'https://example.org/' }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const MIB = 2 ** 20

type Browser = Awaited<ReturnType<ReturnType<typeof freshBoard>['as']>>

/** Sends the form of a link with a picture. */
function send(browser: Browser, path: string, bytes: Buffer, name = 'picture.png', fields: object = LINK) {
  return browser
    .post(path)
    .field({ ...fields })
    .attach('picture', bytes, name)
}

describe('a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', Buffer.from('\xff\xd8\xff\xe0 and so on', 'latin1')],
    ['image/gif', Buffer.from('GIF89a and so on')],
    ['image/webp', Buffer.from('RIFF\x00\x01\x02\x03WEBPVP8 ', 'latin1')],
  ])('of the type %s is known by its first bytes', async (type, bytes) => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', bytes, 'no-ending').expect(303)
    const { body, headers } = await ada.get('/pictures/1').buffer(true).expect(200).expect('content-type', type)
    expect(headers['content-length']).toBe(String(bytes.length))
    expect(Buffer.compare(body, bytes)).toBe(0)
  })

  it('is shown with its description, in the list, on its page and in the API', async () => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', PNG, 'picture.png', { ...LINK, alt: 'A "red" dot' }).expect(303)
    const shown = 'src="/pictures/1" alt="A &quot;red&quot; dot"'
    for (const path of ['/', '/links/1', '/account']) expect((await ada.get(path).expect(200)).text).toContain(shown)
    const { body } = await ada.get('/api/links/1').expect(200)
    expect(body.picture).toEqual({ url: '/pictures/1', alt: 'A "red" dot' })
  })

  it('is harmless, whatever is in it, and may be kept for a year', async () => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', Buffer.concat([PNG, Buffer.from('<script>alert(1)</script>')]), 'x.html').expect(303)
    const { headers } = await ada.get('/pictures/1').expect(200)
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline; filename="picture"',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('that is another one has another address; the old one is gone', async () => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', PNG, 'a.png', { ...LINK, alt: 'before' }).expect(303)
    await send(ada, '/links/1', Buffer.from('GIF89a'), 'b.gif', { ...LINK, alt: 'after' }).expect(303)
    await ada.get('/links/1').expect(200, /src="\/pictures\/2" alt="after"/)
    await ada.get('/pictures/1').expect(404)
    await ada.get('/pictures/2').expect(200)
  })

  it('stays when a link is changed without one, and may be described anew', async () => {
    const board = freshBoard()
    const ada = await board.as('ada')
    await send(ada, '/links', PNG).expect(303)
    await ada.get('/links/1/edit').expect(200, /<img src="\/pictures\/1".*name="withoutPicture"/s)
    await ada
      .post('/links/1')
      .type('form')
      .send({ ...LINK, alt: 'new words' })
      .expect(303)
    await ada.get('/links/1').expect(200, /src="\/pictures\/1" alt="new words"/)
    const program = await board.program('ada')
    await program
      .put('/api/links/1')
      .send(LINK)
      .expect(200, /new words/)
  })

  it('can be removed, and goes with its link', async () => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', PNG).expect(303)
    await ada
      .post('/links/1')
      .type('form')
      .send({ ...LINK, withoutPicture: 'on' })
      .expect(303)
    await ada.get('/pictures/1').expect(404)
    expect((await ada.get('/links/1')).text).not.toContain('/pictures/')
    await send(ada, '/links/1', PNG).expect(303)
    await ada.get('/pictures/2').expect(200)
    await ada.post('/links/1/delete').expect(303)
    await ada.get('/pictures/2').expect(404)
  })
})

describe('a file', () => {
  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'picture.png'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture.svg'],
    ['nothing', Buffer.alloc(0), 'picture.png'],
    ['the first bytes of a first byte', PNG.subarray(0, 7), 'picture.png'],
    ['sound in the same container as WebP', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'picture.webp'],
  ])('with %s is no picture, whatever it is called', async (_, bytes, name) => {
    const board = freshBoard()
    const { text } = await send(await board.as('ada'), '/links', bytes, name).expect(422)
    expect(text).toContain('id="picture-error">A picture is a PNG, JPEG, WebP or GIF file.</p>')
    expect(text).toContain('aria-describedby="picture-hint picture-error" aria-invalid="true"')
    expect(text).toContain('value="A title"')
    expect((await board.get('/api/links')).body.total).toBe(0)
  })

  it('of more than 1 MiB is refused in the form, one of exactly 1 MiB is not', async () => {
    const ada = await freshBoard().as('ada')
    const { text } = await send(ada, '/links', Buffer.concat([PNG], MIB + 1)).expect(422)
    expect(text).toContain('id="picture-error">A picture has at most 1 MiB.</p>')
    await send(ada, '/links', Buffer.concat([PNG], MIB)).expect(303)
  })

  it('of more than 10 MiB is not read to its end', async () => {
    const ada = await freshBoard().as('ada')
    await send(ada, '/links', Buffer.alloc(10 * MIB + 1)).expect(413, /<h1>Payload Too Large<\/h1>/)
  })

  it('must be one', async () => {
    const ada = await freshBoard().as('ada')
    const { text } = await send(ada, '/links', PNG).attach('picture', PNG, 'b.png').expect(422)
    expect(text).toContain('Choose one file.')
    await ada
      .post('/links')
      .type('form')
      .send({ ...LINK, picture: 'text' })
      .expect(422, /Choose one file/)
  })
})
