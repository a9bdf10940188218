// Forms that are wrong or too large: the client is told, one bad part never ends the process, and nothing is left of it.
// @see RFC 7578 section 4, RFC 2046 section 5.1

import { describe, expect, test } from 'vitest'
import { listening } from '../../support/fresh-app.js'
import { exchange, refused, request } from '../../support/invariants.js'
import {
  BOUNDARY,
  field,
  file,
  inChunks,
  MULTIPART_TYPE,
  multipart,
  part,
  posted,
  upload,
  type WrittenPart,
} from './multipart-body.js'
import { ownTemporaryFolder, soon, uploadApp } from './upload-app.js'

const PATHS = ['/form', '/parts', '/unread'] as const
const DISPOSITION = 'Content-Disposition: form-data; name="a"'

describe('K6 multer CVE-2025-47944, -48997, -7338, CVE-2026-3304, -3520, -5079, multiparty CVE-2026-8162, dicer CVE-2022-24434: a form', () => {
  const whole = multipart(field('a', '1'), file('f', 'x', 'content'))
  const bodies: readonly (readonly [name: string, type: string, body: string | Uint8Array])[] = [
    ['without a boundary', 'multipart/form-data', whole],
    ['with an empty boundary', 'multipart/form-data; boundary=', whole],
    ['with an empty quoted boundary', 'multipart/form-data; boundary=""', whole],
    ['with a boundary of 71 characters', `multipart/form-data; boundary=${'b'.repeat(71)}`, whole],
    ['with a boundary that ends in a space', 'multipart/form-data; boundary="a "', whole],
    ['with a boundary of other characters', 'multipart/form-data; boundary="a\u00e9"', whole],
    ['with another boundary than it says', 'multipart/form-data; boundary=another', whole],
    ['of nothing', MULTIPART_TYPE.slice(14), ''],
    ['of something else', MULTIPART_TYPE.slice(14), '{"a":1}'],
    ['of a boundary alone', MULTIPART_TYPE.slice(14), `--${BOUNDARY}`],
    ['of a boundary and a line end', MULTIPART_TYPE.slice(14), `--${BOUNDARY}\r\n`],
    ['that ends in a header', MULTIPART_TYPE.slice(14), `--${BOUNDARY}\r\n${DISPOSITION}`],
    ['that ends in a field', MULTIPART_TYPE.slice(14), `--${BOUNDARY}\r\n${DISPOSITION}\r\n\r\nvalue`],
    [
      'that ends in a file',
      MULTIPART_TYPE.slice(14),
      `--${BOUNDARY}\r\n${DISPOSITION}; filename=x\r\n\r\n${'x'.repeat(200_000)}`,
    ],
    ['that ends before the last dash', MULTIPART_TYPE.slice(14), whole.subarray(0, -3)],
    [
      'whose header a boundary cuts off',
      MULTIPART_TYPE.slice(14),
      `--${BOUNDARY}\r\n${DISPOSITION}\r\n--${BOUNDARY}--`,
    ],
    ['whose first header a boundary cuts off', MULTIPART_TYPE.slice(14), `--${BOUNDARY}\r\n${DISPOSITION}\r\n${whole}`],
  ]
  test.each(bodies)('%s is 400', async (_name, type, body) => {
    const temporary = ownTemporaryFolder()
    const { app, records } = uploadApp()
    const port = await listening(app)
    for (const path of PATHS) {
      const answer = await refused(port, posted(path, body, `Content-Type: ${type}`))
      expect([path, answer.status, answer.body]).toEqual([path, 400, expect.stringMatching(/boundary|header/)])
      const pieces = [Buffer.from(body).subarray(0, 7), Buffer.from(body).subarray(7)]
      expect((await refused(port, inChunks(path, pieces, `Content-Type: ${type}`))).status).toBe(400)
    }
    await soon(() => temporary.left().length === 0)
    expect(records).toEqual([])
  })

  const parts: readonly (readonly [name: string, written: WrittenPart, status?: number])[] = [
    ['without a header', { lines: [], content: 'x' }],
    ['whose header has no colon', part('Content-Disposition form-data; name=a')],
    ['without a Content-Disposition', part('Content-Type: text/plain')],
    ['with two of them', part(DISPOSITION, DISPOSITION)],
    ['with an attachment', part('Content-Disposition: attachment; name="a"')],
    ['without a name', part('Content-Disposition: form-data')],
    ['without a name but a file name', part('Content-Disposition: form-data; filename="x"')],
    ['with an empty name', part('Content-Disposition: form-data; name=""')],
    ['with two names', part('Content-Disposition: form-data; name="a"; name="b"')],
    ['with two names in other cases', part('Content-Disposition: form-data; name="a"; NAME="b"')],
    ['with an open quote', part('Content-Disposition: form-data; name="a')],
    ['with text behind the quote', part('Content-Disposition: form-data; name="a"b')],
    ['with a name that is no UTF-8', part(Buffer.from('Content-Disposition: form-data; name="\xff"', 'latin1'))],
    ['with a malformed extended file name', part(`${DISPOSITION}; filename*=UTF-8''%zz`)],
    ['with an extended file name that ends early', part(`${DISPOSITION}; filename*=UTF-8''%4`)],
    ['with an extended file name in another charset', part(`${DISPOSITION}; filename*=iso-8859-1''x`)],
    ['with an extended file name that is no UTF-8', part(`${DISPOSITION}; filename*=UTF-8''%ff`)],
    ['with a header of 64 kB', part(DISPOSITION, `X: ${'x'.repeat(64_000)}`)],
    ['with a header of 9 kB in many lines', part(DISPOSITION, ...Array.from({ length: 900 }, () => 'x: yyyyy'))],
    ['with a name of 201 bytes', part(`Content-Disposition: form-data; name="${'a'.repeat(201)}"`)],
    ['with a name of 1,000 brackets', part(`Content-Disposition: form-data; name="a${'[b]'.repeat(1000)}"`)],
    ['with a transfer encoding', part(DISPOSITION, 'Content-Transfer-Encoding: base64'), 415],
    ['with another charset', part(DISPOSITION, 'Content-Type: text/plain; charset=utf-16'), 415],
    ['with a type that is none', part(DISPOSITION, 'Content-Type: nonsense'), 415],
    ['with a value that is no UTF-8', { lines: [DISPOSITION], content: Uint8Array.from([0xff]) }],
  ]
  const refusals = parts.map(([name, written, status = 400]) => [name, { written, status }] as const)
  test.each(refusals)('with a part %s is refused', async (_name, { written, status }) => {
    const temporary = ownTemporaryFolder()
    const { app, records } = uploadApp()
    const port = await listening(app)
    const bad = multipart(field('b', '1'), file('f', 'x', 'y'), written)
    for (const path of PATHS) {
      const answer = await refused(port, posted(path, bad, MULTIPART_TYPE))
      expect([path, answer.status], answer.body).toEqual([path, status])
    }
    await soon(() => temporary.left().length === 0)
    expect(records).toEqual([])
  })

  test('of 10,000 parts is refused, and one of 101 files', async () => {
    const port = await listening(uploadApp().app)
    const fields = Array.from({ length: 10_000 }, (_, index) => field(`a${index}`, '1'))
    const files = Array.from({ length: 101 }, () => file('f', 'x', '1'))
    for (const path of PATHS) {
      expect((await refused(port, upload(path, ...fields))).body).toContain('more than 1000 fields')
      expect((await refused(port, upload(path, ...files))).body).toContain('more than 100 files')
    }
    expect((await exchange(port, upload('/form', ...files.slice(1), ...fields.slice(9000)))).answer.status).toBe(200)
  })
})

describe('a form over its limits', () => {
  const rows: readonly (readonly [
    name: string,
    limits: Parameters<typeof uploadApp>[0],
    parts: readonly WrittenPart[],
    status: number,
  ])[] = [
    ['a file of one byte too many', { fileBytes: 100 }, [file('f', 'x', 'x'.repeat(101))], 413],
    ['a field of one byte too many', { fieldBytes: 100 }, [field('a', 'x'.repeat(101))], 413],
    [
      'fields that are too large together',
      { bodyBytes: 100 },
      [field('a', 'x'.repeat(60)), field('b', 'x'.repeat(60))],
      413,
    ],
    ['a form that is too large', { uploadBytes: 300 }, [field('a', 'x'.repeat(300))], 413],
    ['a file too many', { files: 1 }, [file('f', 'x', '1'), file('g', 'x', '1')], 400],
    ['a field too many', { fields: 1 }, [field('a', '1'), field('a', '1')], 400],
    ['a name too long', { nameBytes: 4 }, [field('caf\u00e9', '1')], 400],
    ['a part header too large', { partHeaderBytes: 50 }, [part(DISPOSITION, 'X: yyyyyyyyyyyyyyy')], 400],
  ]
  test.each(rows)('%s is refused', async (_name, limits, parts, status) => {
    const temporary = ownTemporaryFolder()
    const { app, records } = uploadApp(limits)
    const port = await listening(app)
    const body = multipart(...parts)
    for (const path of ['/form', '/parts']) {
      expect((await refused(port, posted(path, body, MULTIPART_TYPE))).status).toBe(status)
      expect((await refused(port, inChunks(path, [body], MULTIPART_TYPE))).status).toBe(status)
    }
    await soon(() => temporary.left().length === 0)
    expect(records).toEqual([])
  })

  test('up to the limits itself is read', async () => {
    const port = await listening(
      uploadApp({ fileBytes: 100, fieldBytes: 60, bodyBytes: 120, files: 1, fields: 2, nameBytes: 5 }).app,
    )
    const parts = [file('caf\u00e9', 'x', 'x'.repeat(100)), field('a', 'x'.repeat(60)), field('b', 'x'.repeat(60))]
    expect((await exchange(port, upload('/form', ...parts))).answer.status).toBe(200)
  })

  test('K8 Werkzeug CVE-2024-49767: a field of 50 MB is 413, declared or not, and is not kept', async () => {
    const port = await listening(uploadApp().app)
    const body = multipart(field('a', 'x'.repeat(50_000_000)))
    for (const path of ['/form', '/parts']) {
      expect((await exchange(port, posted(path, body, MULTIPART_TYPE))).answer.status).toBe(413)
    }
  })

  test('K2 hono CVE-2026-54288: declared, is 413 at once and unread', async () => {
    const port = await listening(uploadApp().app)
    const bytes = request('POST', '/form', MULTIPART_TYPE, 'Content-Length: 10000000000')
    const answer = await refused(port, bytes)
    expect([answer.status, answer.header('connection')]).toEqual([413, 'close'])
  })
})

describe('K5 body-parser CVE-2024-45590, qs CVE-2025-15284, CVE-2026-2391: an urlencoded form', () => {
  const rows: readonly (readonly [name: string, body: string, status: number])[] = [
    ['of 1,000 brackets in a name', `a${'[b]'.repeat(1000)}=1`, 400],
    ['of 10,000 list items', 'a[]=&'.repeat(10_000), 400],
    ['of an index of a thousand million', 'a[1000000000]=1', 200],
    ['of 10,000 names', Array.from({ length: 10_000 }, (_, index) => `a${index}=1`).join('&'), 400],
    ['of 10,000 commas', `a=${','.repeat(10_000)}`, 200],
    ['of 1,001 names', '&a'.repeat(1001), 400],
    ['of a name of 201 bytes', `${'a'.repeat(201)}=1`, 400],
    ['of a name of 200 bytes', `${'a'.repeat(200)}=1`, 200],
    ['of a name of 67 characters and 201 bytes', `${'%E2%98%83'.repeat(67)}=1`, 400],
  ]
  test.each(rows)('%s is answered at once', async (_name, body, status) => {
    const port = await listening(uploadApp().app)
    const bytes = posted('/form', body, 'Content-Type: application/x-www-form-urlencoded')
    const started = performance.now()
    expect((await exchange(port, bytes)).answer.status).toBe(status)
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('with a field over its limit is 413', async () => {
    const port = await listening(uploadApp({ fieldBytes: 10 }).app)
    const type = 'Content-Type: application/x-www-form-urlencoded'
    expect((await exchange(port, posted('/form', 'a=0123456789', type))).answer.status).toBe(200)
    expect((await refused(port, posted('/form', 'a=01234567890', type))).status).toBe(413)
  })
})
