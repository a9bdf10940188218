// Multipart forms over raw sockets: what browsers send arrives as they mean it, whatever the bytes are cut into.
// @see RFC 7578, RFC 2046 section 5.1

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { json, UploadedFile } from '../../../src/index.js'
import { listening } from '../../support/fresh-app.js'
import { exchange, refused } from '../../support/invariants.js'
import { RawSocket } from '../../support/raw-socket.js'
import { BOUNDARY, field, file, inChunks, MULTIPART_TYPE, multipart, part, posted, upload } from './multipart-body.js'
import { uploadApp } from './upload-app.js'

async function sent(bytes: Buffer): Promise<unknown> {
  const { answer } = await exchange(await listening(uploadApp().app), bytes)
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body)
}

describe('a multipart form', () => {
  test('has fields, and files with name, type, size and content', async () => {
    const bytes = upload(
      '/form',
      field('title', 'Caf\u00e9 \u2603\r\nsecond line'),
      file('cover', 'cover.png', Buffer.from([0, 255, 13, 10, 45, 45]), 'image/PNG; x=y'),
      field('empty', ''),
    )
    expect(await sent(bytes)).toEqual({
      fields: [
        ['title', 'Caf\u00e9 \u2603\r\nsecond line'],
        ['empty', ''],
      ],
      files: [['cover', { name: 'cover.png', type: 'image/png', size: 6, content: '\0\u00ff\r\n--' }]],
    })
  })

  test('of a name that came again has an array, as an urlencoded form has', async () => {
    const bytes = upload(
      '/form',
      ...['1', '2', '3'].map((value) => field('a', value)),
      file('f', 'x', '1'),
      file('f', 'y', '2'),
    )
    expect(await sent(bytes)).toMatchObject({
      fields: [['a', ['1', '2', '3']]],
      files: [['f', [{ name: 'x' }, { name: 'y' }]]],
    })
  })

  test.each([
    ['nothing but the last boundary', `--${BOUNDARY}--`],
    ['a line end behind it', `--${BOUNDARY}--\r\n`],
    ['a preamble and an epilogue', `preamble\r\n--${BOUNDARY}--\r\nepilogue`],
  ])('may be empty: %s', async (_name, body) => {
    expect(await sent(posted('/form', body, MULTIPART_TYPE))).toEqual({ fields: [], files: [] })
  })

  test('has no file where none was chosen', async () => {
    expect(await sent(upload('/form', file('cover', '', '', 'application/octet-stream'), field('a', '1')))).toEqual({
      fields: [['a', '1']],
      files: [],
    })
  })

  test('keeps lines that look like boundaries and are none', async () => {
    const tricky = `--${BOUNDARY.slice(0, -1)}\r\n\r\n--\r\n${BOUNDARY}\r\n-${BOUNDARY}--`
    expect(await sent(upload('/form', field('a', tricky)))).toMatchObject({ fields: [['a', tricky]] })
  })

  test.each([
    ['quoted', 'multipart/form-data; boundary="a b=?c"', 'a b=?c'],
    ['of 70 characters', `multipart/form-data; boundary=${'b'.repeat(70)}`, 'b'.repeat(70)],
    ['behind another parameter, in any case', 'Multipart/Form-Data; charset=utf-8; BOUNDARY=Xy', 'Xy'],
  ])('may have a boundary %s', async (_name, type, boundary) => {
    const body = `--${boundary}\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--${boundary}--`
    expect(await sent(posted('/form', body, `Content-Type: ${type}`))).toMatchObject({ fields: [['a', '1']] })
  })

  test('K8 Werkzeug CVE-2024-49767: split at every byte gives the same parse, as a form and part by part', async () => {
    const body = multipart(
      field('title', 'Caf\u00e9'),
      file('f', 'x.bin', Buffer.from(`\r\n--${BOUNDARY.slice(0, 5)}\r\n\0\u00ff`), 'application/x-any'),
      field('b', ''),
      file('g', 'y', ''),
    )
    const port = await listening(uploadApp().app)
    for (const path of ['/form', '/parts', '/unread']) {
      const client = await RawSocket.connect(port)
      const whole = (await client.request(posted(path, body, MULTIPART_TYPE)).answer()).body
      expect(whole).toContain('title')
      for (let cut = 1; cut < body.length; cut++) {
        const cutUp = inChunks(path, [body.subarray(0, cut), body.subarray(cut)], MULTIPART_TYPE)
        const answer = await client.request(cutUp).answer()
        expect(answer.body, `cut at ${cut}`).toBe(whole)
      }
      const bytewise = Array.from(body, (_byte, index) => body.subarray(index, index + 1))
      expect((await client.request(inChunks(path, bytewise, MULTIPART_TYPE)).answer()).body).toBe(whole)
      client.destroy()
    }
  })
})

describe('the name of a file', () => {
  test.each([
    ['cover.png', 'cover.png'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\\\Users\\\\me\\\\a.txt', 'a.txt'],
    ['/absolute', 'absolute'],
    ['folder/', 'file'],
    ['..', 'file'],
    ['.', 'file'],
    ['a\\"b', 'a"b'],
    ['a%22b', 'a"b'],
    ['line%0D%0Abreak', 'line__break'],
    ['nul\0l', 'nul_l'],
    ['caf\u00e9 \u2603.txt', 'caf\u00e9 \u2603.txt'],
    ['a;b=c.txt', 'a;b=c.txt'],
    ['.htaccess', '.htaccess'],
  ])('A21 of %j is a base name: %j', async (written, name) => {
    expect(await sent(upload('/form', file('f', written, 'x')))).toMatchObject({ files: [['f', { name }]] })
  })

  test('may come in the extended form, which counts more', async () => {
    const lines = ['Content-Disposition: form-data; name="f"; filename="x"; filename*=UTF-8\'en\'..%2Fcaf%C3%A9']
    expect(await sent(upload('/form', { lines, content: '1' }))).toMatchObject({
      files: [['f', { name: 'caf\u00e9' }]],
    })
  })

  test('D5 multiparty CVE-2026-8159: of backslashes alone is read in no time', async () => {
    const started = performance.now()
    const answer = await refused(
      await listening(uploadApp().app),
      upload('/form', part(`Content-Disposition: form-data; name="f"; filename="${'\\\\'.repeat(4000)}`)),
    )
    expect(answer.status).toBe(400)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('D5: nor does a Content-Type of spaces cost time', async () => {
    const started = performance.now()
    const type = `Content-Type: a/b;${' '.repeat(15_000)}x`
    expect((await refused(await listening(uploadApp().app), posted('/form', 'x', type))).status).toBe(415)
    const header = part(
      'Content-Disposition: form-data; name="f"; filename="x"',
      `Content-Type: a/b;${' '.repeat(8000)}x`,
    )
    expect(await sent(upload('/form', header))).toMatchObject({ files: [['f', { type: 'a/b' }]] })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('names that mean something to JavaScript', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__[x]',
    'a[__proto__][x]',
    'constructor[prototype][x]',
    '__proto__.x',
  ])(
    'E1 hono GHSA-v8w9-8mx6-g223, E3 multiparty CVE-2026-8161: %s, twice, of fields and files is data',
    async (name) => {
      const bytes = upload('/form', field(name, '1'), field(name, '2'), file(name, 'x', '3'), file(name, 'y', '4'))
      expect(await sent(bytes)).toMatchObject({
        fields: [[name, ['1', '2']]],
        files: [[name, [{ name: 'x' }, { name: 'y' }]]],
      })
      expect(Reflect.get({}, 'x')).toBeUndefined()
    },
  )
})

describe('part by part', () => {
  test('gives fields and files in their order', async () => {
    const bytes = upload('/parts', field('a', '1'), file('f', 'x', 'content'), file('none', '', ''), field('b', '2'))
    expect(await sent(bytes)).toEqual([
      ['a', '1'],
      ['f', 'x', 'text/plain', 'content'],
      ['b', '2'],
    ])
  })

  test('passes over what a handler does not read of a file, of any size', async () => {
    const large = Buffer.alloc(3_000_000, 'x')
    const bytes = upload('/unread', file('f', 'x', large), field('a', '1'), file('g', 'y', large), field('b', '2'))
    expect(await sent(bytes)).toEqual(['file f', 'field a', 'file g', 'field b'])
  })

  test('ends where the handler stops, and the connection lives', async () => {
    const { app } = uploadApp()
    app.post('/first', async (ctx) => {
      for await (const { name } of ctx.read.parts()) return name
      return 'none'
    })
    app.post('/half', async (ctx) => {
      for await (const part of ctx.read.parts()) {
        if (part.kind === 'file') for await (const _chunk of part.stream) break
      }
      return 'all parts'
    })
    app.post('/keep', async (ctx) => {
      const kept = []
      for await (const part of ctx.read.parts()) if (part.kind === 'file') kept.push(part.stream)
      return Promise.all(kept.map((stream) => stream.toArray())).then(String, (error: Error) => error.message)
    })
    const port = await listening(app)
    const parts = [file('f', 'x', Buffer.alloc(2_000_000)), field('a', '1')]
    expect((await exchange(port, upload('/first', ...parts))).answer.body).toBe('f')
    expect((await exchange(port, upload('/half', ...parts))).answer.body).toBe('all parts')
    expect((await exchange(port, upload('/keep', ...parts))).answer.body).toContain('not read before the next part')
  })

  test.each(['application/json', 'application/x-www-form-urlencoded', 'multipart/mixed; boundary=x'])(
    'of %s is 415',
    async (type) => {
      const port = await listening(uploadApp().app)
      expect((await refused(port, posted('/parts', 'x', `Content-Type: ${type}`))).status).toBe(415)
    },
  )

  test('after another way of reading is refused, and the other way round', async () => {
    const { app, records } = uploadApp()
    app.post('/both', async (ctx) => {
      await ctx.read.form()
      for await (const { name } of ctx.read.parts()) return name
      return 'none'
    })
    app.post('/other', async (ctx) => {
      for await (const { name } of ctx.read.parts()) if (name === '') return name
      return json((await ctx.read.form()).fields)
    })
    const port = await listening(app)
    for (const path of ['/both', '/other']) {
      expect((await exchange(port, upload(path, field('a', '1')))).answer.status).toBe(500)
    }
    expect(records.map(({ message }) => message)).toEqual(['the body was read already', 'the body was read already'])
  })
})

describe('the schema of a form', () => {
  const Book = z.object({
    title: z.string(),
    cover: z.instanceof(UploadedFile).refine(({ type }) => type === 'image/png', 'a PNG, please'),
    pages: z.array(z.union([z.instanceof(UploadedFile), z.string()])).optional(),
  })

  test('sees fields and files under their names', async () => {
    const { app } = uploadApp()
    app.post('/books', { form: Book, invalid: (_, { form }) => json(form) }, (_, { form }) =>
      json({ title: form.title, cover: form.cover.name, pages: form.pages?.map((page) => typeof page) ?? [] }),
    )
    const port = await listening(app)
    const cover = file('cover', 'c.png', 'x', 'image/png')
    const good = upload('/books', field('title', 'Emma'), cover)
    expect(JSON.parse((await exchange(port, good)).answer.body)).toEqual({ title: 'Emma', cover: 'c.png', pages: [] })
    const mixed = upload('/books', field('title', 'Emma'), cover, field('pages', '1'), file('pages', 'p', '2'))
    expect(JSON.parse((await exchange(port, mixed)).answer.body)).toMatchObject({ pages: ['string', 'object'] })
    const bad = await refused(port, upload('/books', field('title', 'Emma'), file('cover', 'c', 'x', 'image/gif')))
    expect([bad.status, JSON.parse(bad.body)]).toEqual([
      422,
      { values: { title: 'Emma' }, errors: { cover: ['a PNG, please'] } },
    ])
  })

  test('says of a missing file that it is missing', async () => {
    const { app } = uploadApp()
    app.post('/books', { form: Book }, (_, { form }) => form.title)
    const answer = await refused(await listening(app), upload('/books', field('title', 'Emma'), file('cover', '', '')))
    expect(answer.status).toBe(422)
    expect(JSON.parse(answer.body).issues).toMatchObject([{ path: 'cover' }])
  })
})
