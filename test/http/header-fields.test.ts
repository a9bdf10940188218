// Header fields of answers: nothing that came from outside makes a new one, and a value that cannot be sent is a clean
// error, not the end of the process.
// @see RFC 9110 section 5.5, RFC 6266, RFC 8187

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { file, json, Reply, text } from '../../src/index.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'
import { RawSocket } from '../support/raw-socket.js'
import { temporaryFolder, writeFiles } from '../support/site.js'

const SPLITTERS = [
  'a\r\nX-Injected: y',
  'a\nX-Injected: y',
  'a\rX-Injected: y',
  '\u560d\u560aX-Injected: y',
  'a\u2028X-Injected: y',
  'a\0b',
  '\u010d',
  '\u2603',
  'a\x7fb',
]

describe('C6: a value that HTTP does not allow', () => {
  test.each(SPLITTERS)('%j in a header field is a clean 500', async (value) => {
    const { app, records } = freshApp()
    app.get('/init', () => text('x', { headers: { 'x-value': value } }))
    app.get('/set', () => {
      const reply = text('x')
      reply.headers.set('x-value', value)
      return reply
    })
    app.get('/append', () => {
      const reply = text('x')
      reply.headers.append('x-value', value)
      return reply
    })
    const port = await listening(app)
    for (const path of ['/init', '/set', '/append']) {
      const { answer } = await exchange(port, get(path))
      expect(answer.status).toBe(500)
      expect(answer.header('x-injected')).toBeUndefined()
    }
    expect(records.map((record) => record.message)).toEqual(Array(3).fill(expect.stringContaining('x-value')))
  })

  test.each(SPLITTERS)('%j in a layer is a clean 500', async (value) => {
    const { app } = freshApp()
    app.use(async (ctx, next) => {
      const reply = await next()
      if (ctx.path !== '/healthz') reply.headers.set('x-value', value)
      return reply
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.status).toBe(500)
    expect(answer.header('x-injected')).toBeUndefined()
  })

  test.each(['a b', 'a:b', 'a\r\nb', '', 'caf\u00e9', 'a(b)'])('%j as the name of a field is refused', (name) => {
    expect(() => new Reply().headers.set(name, 'x')).toThrow(/no header field name/)
    expect(() => new Reply().headers.append(name, 'x')).toThrow(/no header field name/)
    expect(() => new Reply({ kind: 'empty' }, { headers: { [name]: 'x' } })).toThrow(/no header field name/)
  })

  test('a status that HTTP does not have is a clean 500', async () => {
    const { app, records } = freshApp()
    app.use(async (ctx, next) => {
      const reply = await next()
      if (ctx.path === '/odd') reply.status = 1000
      return reply
    })
    app.get('/odd', () => 'odd')
    const { answer } = await exchange(await listening(app), get('/odd'))
    expect(answer.status).toBe(500)
    expect(records).toHaveLength(1)
  })

  test.each([199, 600, 20, Number.NaN, 200.5])('a reply refuses the status %d when it is made', (status) => {
    expect(() => json({}, { status })).toThrow(RangeError)
  })

  test('a reason phrase that node refuses ends in one answer or a closed socket, and the process lives', async () => {
    const { app, records } = freshApp()
    app.get('/sync', (ctx) => {
      ctx.res.statusMessage = 'caf\u010d'
      return 'x'
    })
    app.get('/async', async (ctx) => {
      ctx.res.statusMessage = 'a\r\nX-Injected: y'
      return 'x'
    })
    const port = await listening(app)
    for (const path of ['/sync', '/async']) {
      const client = await RawSocket.connect(port)
      expect(await client.send(get(path, 'Connection: close')).ended()).not.toContain('X-Injected')
      await exchange(port, get('/healthz'))
    }
    expect(records.length).toBeGreaterThanOrEqual(2)
  })
})

describe('C7: the name of a download', () => {
  const rows: readonly (readonly [name: string, field: string])[] = [
    ['plain.txt', 'attachment; filename="plain.txt"'],
    ['two words.txt', 'attachment; filename="two words.txt"'],
    ['a";x="b', `attachment; filename="a_;x=_b"; filename*=UTF-8''a%22%3Bx%3D%22b`],
    ['\u00e9\u{1f600}.txt', `attachment; filename="__.txt"; filename*=UTF-8''%C3%A9%F0%9F%98%80.txt`],
    ['..\\..\\x', 'attachment; filename="x"'],
    ['../../x', 'attachment; filename="x"'],
    ['/etc/passwd', 'attachment; filename="passwd"'],
    ['a\r\nX-Injected: y', 'attachment; filename="a__X-Injected: y"'],
    ["it's (1)*.txt", 'attachment; filename="it\'s (1)*.txt"'],
    ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    ['a\ud800.txt', `attachment; filename="a_.txt"; filename*=UTF-8''a%EF%BF%BD.txt`],
    ['\u202egpj.exe', `attachment; filename="_gpj.exe"; filename*=UTF-8''%E2%80%AEgpj.exe`],
  ]
  test.each(rows)('%j is %s', async (name, field) => {
    const root = temporaryFolder()
    writeFiles(root, { 'data.bin': 'data' })
    const { app } = freshApp()
    app.get('/download', () => file('data.bin', { root, download: name }))
    const { answer } = await exchange(await listening(app), get('/download'))
    expect(answer.header('content-disposition')).toBe(field)
    expect(answer.header('x-injected')).toBeUndefined()
    expect(answer.body).toBe('data')
  })

  test('without a name it is the base name of the file', async () => {
    const root = temporaryFolder()
    writeFiles(root, { 'in/data.bin': 'data' })
    const { app } = freshApp()
    app.get('/rooted', () => file('in/data.bin', { root, download: true }))
    app.get('/whole', () => file(join(root, 'in', 'data.bin'), { download: true }))
    const port = await listening(app)
    for (const path of ['/rooted', '/whole']) {
      const { answer } = await exchange(port, get(path))
      expect(answer.header('content-disposition')).toBe('attachment; filename="data.bin"')
    }
  })
})

describe('reply.headers', () => {
  test('compares names without case', () => {
    const { headers } = new Reply({ kind: 'empty' }, { headers: { 'X-One': 'a' } })
    headers.append('x-ONE', 'b')
    expect(headers.get('X-one')).toBe('a, b')
    expect(headers.has('x-one')).toBe(true)
    headers.set('X-ONE', 'c')
    expect([...headers]).toEqual([['x-one', 'c']])
    headers.delete('X-One')
    expect(headers.get('x-one')).toBeUndefined()
  })

  test('sends several lines of a field as several lines', async () => {
    const { app } = freshApp()
    app.get('/', () => {
      const reply = text('x', { headers: { 'Set-Cookie': ['a=1', 'b=2'] } })
      reply.headers.append('set-cookie', 'c=3')
      return reply
    })
    const { answer } = await exchange(await listening(app), get('/'))
    expect(answer.fields.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual([
      'a=1',
      'b=2',
      'c=3',
    ])
  })

  test('names of Object.prototype are header names as any others (E4)', async () => {
    const { app } = freshApp()
    app.get('/', () => text('x', { headers: { constructor: 'a', ['__proto__']: 'b', toString: 'c' } }))
    const { answer } = await exchange(await listening(app), get('/'))
    expect(['constructor', '__proto__', 'tostring'].map((name) => answer.header(name))).toEqual(['a', 'b', 'c'])
  })

  test('the length and framing of an answer are not the handler\u2019s to get wrong', async () => {
    const { app } = freshApp()
    app.get('/short', () => text('four', { headers: { 'content-length': '2' } }))
    app.get('/long', () => text('four', { headers: { 'content-length': '400' } }))
    app.get('/chunked', () => text('four', { headers: { 'transfer-encoding': 'chunked' } }))
    const port = await listening(app)
    for (const path of ['/short', '/long', '/chunked']) {
      const { answer } = await exchange(port, get(path))
      expect(answer).toMatchObject({ status: 200, body: 'four' })
      expect(answer.header('content-length')).toBe('4')
    }
  })
})
