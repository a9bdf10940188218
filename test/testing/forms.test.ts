// Forms: which one is meant, how fields are filled, and what each mistake says. What is sent is compared with a browser in
// test/browser/visitor.test.ts.

import { describe, expect, it } from 'vitest'
import type { FieldValue } from '../../src/testing.js'
import { openPage, seen } from './pages.js'

const FIELDS = `
<form id="f" action="/echo" method="post">
  <input type="hidden" name="_csrf" value="t">
  <input name="title" value="old">
  <input name="fixed" readonly value="f"><input name="off" disabled value="o">
  <input type="checkbox" name="public"> <input type="checkbox" name="tag" value="a" checked> <input type="checkbox" name="tag" value="b">
  <input type="radio" name="size" value="s" checked> <input type="radio" name="size" value="l"> <input type="radio" name="size" value="x" disabled>
  <select name="kind"><option>one<option value="2">two<option disabled>three</select>
  <select name="many" multiple><option selected>m1<option>m2<option>m3</select>
  <input name="line"><input name="line" value="second">
  <input type="hidden" name="flag" value="no"><input type="checkbox" name="flag" value="yes">
  <input type="number" name="count"><input type="date" name="day"><input type="color" name="color">
  <input type="file" name="cover"><input type="file" name="all" multiple>
  <textarea name="note">
first
second</textarea>
  <button name="do" value="save">Save</button> <button name="do" value="drop">Drop</button>
</form>`

const UNTOUCHED = {
  _csrf: 't',
  title: 'old',
  fixed: 'f',
  tag: 'a',
  size: 's',
  kind: 'one',
  many: 'm1',
  line: ['', 'second'],
  flag: 'no',
  count: '',
  day: '',
  color: '#000000',
  note: 'first\nsecond',
}

async function filled(values: Readonly<Record<string, FieldValue>>) {
  const { cover: _, all: __, ...rest } = (await openPage(FIELDS)).form('#f').fill(values).values
  return rest
}

describe('filling', () => {
  it('nothing leaves what the page says', async () => {
    expect(await filled({})).toEqual(UNTOUCHED)
  })

  it.each<[values: Record<string, FieldValue>, changed: Record<string, unknown>]>([
    [{ title: 'new' }, { title: 'new' }],
    [{ title: 7 }, { title: '7' }],
    [{ title: 'a\r\nb' }, { title: 'ab' }],
    [{ note: 'a\nb' }, { note: 'a\nb' }],
    [{ _csrf: 'mine' }, { _csrf: 'mine' }],
    [{ public: true }, { public: 'on' }],
    [{ public: 'on' }, { public: 'on' }],
    [{ tag: ['a', 'b'] }, { tag: ['a', 'b'] }],
    [{ tag: 'b' }, { tag: 'b' }],
    [{ tag: [] }, { tag: undefined }],
    [{ size: 'l' }, { size: 'l' }],
    [{ kind: 2 }, { kind: '2' }],
    [{ many: ['m2', 'm3'] }, { many: ['m2', 'm3'] }],
    [{ many: [] }, { many: undefined }],
    [{ line: ['1', '2'] }, { line: ['1', '2'] }],
    [{ flag: true }, { flag: ['no', 'yes'] }],
    [{ count: '-1.5e3' }, { count: '-1.5e3' }],
    [{ day: '2026-02-01' }, { day: '2026-02-01' }],
    [{ day: '' }, { day: '' }],
    [{ color: '#AABBCC' }, { color: '#aabbcc' }],
    [
      { title: 'x', kind: '2' },
      { title: 'x', kind: '2' },
    ],
  ])('%j', async (values, changed) => {
    const expected = Object.entries({ ...UNTOUCHED, ...changed }).filter(([, value]) => value !== undefined)
    expect(await filled(values)).toEqual(Object.fromEntries(expected))
  })

  it('files', async () => {
    const form = (await openPage(FIELDS)).form()
    const cover = new File(['x'], 'x.png', { type: 'image/png' })
    const [one, two] = [new File(['1'], '1.txt'), new File(['2'], '2.txt')]
    expect(form.fill({ cover, all: [one, two] }).values).toMatchObject({ cover, all: [one, two] })
  })

  it('can go on', async () => {
    const form = (await openPage(FIELDS)).form()
    expect(form.fill({ title: 'a' }).fill({ kind: '2' }).values).toMatchObject({ title: 'a', kind: '2' })
  })

  const file = new File([''], 'x.png')
  it.each<[values: Record<string, FieldValue>, message: string]>([
    [
      { titel: 'x' },
      'form#f of "The page" at / (200, GET /) has no field "titel" (did you mean "title"?); it has _csrf, title, fixed, ' +
        'off, public, tag, size, kind, many, line, flag, count, day, color, cover, all, note',
    ],
    [{ do: 'save' }, '"do" is a button of form#f of "The page" at / (200, GET /): submit("do")'],
    [{ off: 'x' }, 'the field "off" of form#f of "The page" at / (200, GET /) is disabled'],
    [{ fixed: 'x' }, 'the field "fixed" of form#f of "The page" at / (200, GET /) is read-only'],
    [{ title: true }, 'takes a text, not true'],
    [{ title: file }, 'takes a text, not the file "x.png"'],
    [{ title: ['a', 'b'] }, 'is there once, and takes as many texts, not 2'],
    [{ line: 'a' }, 'is there 2 times, and takes as many texts, not 1'],
    [{ count: 'many' }, 'is of type number, and takes no "many"'],
    [{ day: '1.2.2026' }, 'is of type date, and takes no "1.2.2026"'],
    [{ color: '' }, 'is of type color, and takes no ""'],
    [{ public: 'yes' }, 'does not offer "yes"; it offers "on"'],
    [{ tag: true }, 'takes a list of its values: "a", "b"'],
    [{ tag: ['a', 'c'] }, 'does not offer "c"; it offers "a", "b"'],
    [{ size: 'm' }, 'does not offer "m"; it offers "s", "l"'],
    [{ size: 'x' }, 'does not offer "x"; it offers "s", "l"'],
    [{ size: ['s', 'l'] }, 'takes one value, not 2'],
    [{ kind: 'three' }, 'does not offer "three"; it offers "one", "2"'],
    [{ kind: file }, 'does not offer the file "x.png"; it offers "one", "2"'],
    [{ kind: [] }, 'takes one value, not 0'],
    [{ cover: 'x.png' }, 'takes a File, not "x.png"'],
    [{ cover: [file, file] }, 'takes one file, not 2'],
  ])('%j is an error', async (values, message) => {
    const form = (await openPage(FIELDS)).form('#f')
    expect(() => form.fill(values)).toThrow(message)
  })

  it('fields of several kinds under one name is an error', async () => {
    const form = (await openPage('<form><input name="a"><select name="a"><option>1</select></form>')).form()
    expect(() => form.fill({ a: '1' })).toThrow(/is made of several kinds: text, select/)
  })

  it('a value that is undefined in spite of the types is an error', async () => {
    const form = (await openPage(FIELDS)).form('#f')
    expect(() => form.fill({ title: undefined } as never)).toThrow(/takes a text, not undefined/)
  })
})

describe('a form', () => {
  const TWO = '<form id="a" action="/echo/a"></form><main><form action="/echo/b"><input name="q"></form></main>'

  it('is meant by a selector, alone, or within an element', async () => {
    const page = await openPage(TWO)
    expect(seen(await page.form('#a').submit()).target).toBe('/echo/a?')
    expect(seen(await page.form('main form').submit()).target).toBe('/echo/b?q=')
    expect(seen(await page.find('main').form().submit()).target).toBe('/echo/b?q=')
  })

  it.each([
    [TWO, undefined, 'has 2 forms: say which, by a selector; it has form#a, form[action="/echo/b"]'],
    [TWO, 'form', 'has 2 forms form: say which, by a selector; it has form#a, form[action="/echo/b"]'],
    [TWO, '#c', 'has no form #c; it has form#a, form[action="/echo/b"]'],
    [TWO, 'main', 'has no form main; it has form#a, form[action="/echo/b"]'],
    ['', '#c', 'has no form #c, and no other'],
    ['', undefined, 'has no form, and no other'],
  ])('that is not clear is an error that names those that are there: %s', async (body, selector, message) => {
    const page = await openPage(body)
    expect(() => page.form(selector)).toThrow(new Error(`"The page" at / (200, GET /) ${message}`))
  })

  it.each([
    ['<form action="https://example.org/"></form>', /leads to https:\/\/example.org\/, off the site/],
    ['<form method="dialog"></form>', /has the method dialog: it sends nothing/],
  ])('that goes nowhere is an error: %s', async (body, message) => {
    await expect((await openPage(body)).form().submit()).rejects.toThrow(message)
  })
})

describe('a button', () => {
  it.each([
    [undefined, 'save'],
    ['Save', 'save'],
    ['Drop', 'drop'],
  ])('%s sends %s', async (button, value) => {
    const { body } = seen(await (await openPage(FIELDS)).form('#f').submit(button))
    expect(new URLSearchParams(body).getAll('do')).toEqual([value])
  })

  it('is meant by its text before its name', async () => {
    const page = await openPage('<form action="/echo"><button name="b">a</button><button name="a">b</button></form>')
    expect(seen(await page.form().submit('a')).target).toBe('/echo?b=')
  })

  it.each([
    [FIELDS, 'Delete', 'form#f of "The page" at / (200, GET /) has no button "Delete"; it has "Save", "Drop"'],
    [FIELDS, 'do', 'form#f of "The page" at / (200, GET /) has 2 buttons "do": "Save", "Drop"'],
    ['<form></form>', 'Go', 'form of "The page" at / (200, GET /) has no button "Go", and no other'],
    [
      '<form><button disabled>Go</button></form>',
      undefined,
      'the button "Go" of form of "The page" at / (200, GET /) is disabled',
    ],
  ])('that is not clear is an error', async (body, button, message) => {
    await expect((await openPage(body)).form().submit(button)).rejects.toThrow(new Error(message))
  })
})
