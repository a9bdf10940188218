// The names of downloads: quoted, in both alphabets, and never with a folder.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachment } from '../../src/http/content-disposition.js'

describe('attachment', () => {
  test.each([
    ['report.pdf', 'attachment; filename="report.pdf"'],
    ['a b.txt', 'attachment; filename="a b.txt"'],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"`],
    ['a";x="b', `attachment; filename="a_;x=_b"; filename*=UTF-8''a%22%3Bx%3D%22b`],
    ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    ['\u00e9\u{1f600}.txt', `attachment; filename="__.txt"; filename*=UTF-8''%C3%A9%F0%9F%98%80.txt`],
    ["\u00e9'(*).txt", `attachment; filename="_'(*).txt"; filename*=UTF-8''%C3%A9%27%28%2A%29.txt`],
    ['..\\..\\x', 'attachment; filename="x"'],
    ['../../etc/passwd', 'attachment; filename="passwd"'],
    ['C:\\x\\y.txt', 'attachment; filename="y.txt"'],
    ['a\r\nX: y', 'attachment; filename="a__X: y"'],
    ['a\0b', 'attachment; filename="a_b"'],
    ['', 'attachment; filename="download"'],
    ['a/', 'attachment; filename="download"'],
    ['..', 'attachment; filename="download"'],
    ['\ud800.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
  ])('C7: %j', (name, field) => {
    expect(attachment(name)).toBe(field)
  })

  test('C7: whatever the name, the field is one line of two parameters at most', () => {
    const form = /^attachment; filename="[^"\\\r\n]*"(; filename\*=UTF-8''[\w.!#$&+^`|~%-]*)?$/
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => form.test(attachment(name))))
  })
})
