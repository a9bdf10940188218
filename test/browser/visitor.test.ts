// The visitor of `miniweb/testing` against Chromium: the same forms, links and redirects make the same requests.

import type { Browser, Page as Tab } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type App, Reply } from '../../src/index.js'
import { type FieldValue, type Page, visitor } from '../../src/testing.js'
import { appWith, type Seen } from '../testing/pages.js'
import { chromiumPath, launch } from './chromium.js'

const path = chromiumPath()
const FILE = { name: 'a "b" ü.txt', mimeType: 'text/plain', buffer: Buffer.from('one\ntwo\r\n') }
const UPLOAD = new File([FILE.buffer], FILE.name, { type: FILE.mimeType })

/** One form, what is done with it, and by which button it is sent. */
interface FormCase {
  readonly title: string
  readonly body: string
  readonly values?: Readonly<Record<string, FieldValue>>
  readonly fill?: (tab: Tab) => Promise<unknown>
  /** Its selector, and the text or name that the visitor says. Default: Enter in `#enter`. */
  readonly button?: readonly [selector: string, name: string]
}

const FORMS: readonly FormCase[] = [
  {
    title: 'fields as the page has them',
    body: `<form action="/echo" method="post">
      <input id="enter" name="q" value=" a &amp; b=c+d%20 ü "><input value="unnamed"><input name="" value="x">
      <input type="hidden" name="_charset_"><input type="hidden" name="lines" value="a&#13;b&#10;c">
      <input name="line" value="a&#10;b"><input name="off" disabled value="x"><input name="fixed" readonly value="r">
      <fieldset disabled><legend><input name="in-legend" value="1"></legend><input name="in-fieldset" value="2">
      <legend><input name="in-second-legend" value="3"></legend></fieldset>
      <textarea name="note">\n\nfirst\nsecond\n</textarea><textarea name="nothing"></textarea>
      <template><input name="in-template" value="5"></template><button name="first" value="1">Send</button><button name="second">Other</button>
      </form><input form="f" name="foreign" value="6">`,
  },
  {
    title: 'types with values that they cannot have',
    body: `<form action="/echo" method="post" novalidate><input id="enter" name="text">
      <input type="number" name="n1" value="1e3"><input type="number" name="n2" value="x"><input type="number" name="n3" value="+1"><input type="number" name="n4" value="1.">
      <input type="email" name="email" value=" a@b "><input type="url" name="url" value=" http://a "><input type="TEL" name="tel" value=" 1 ">
      <input type="date" name="d1" value="2026-02-03"><input type="date" name="d2" value="3.2.2026"><input type="time" name="t1" value="10:00"><input type="time" name="t2" value="10">
      <input type="datetime-local" name="l1" value="2026-02-03T10:00"><input type="datetime-local" name="l2" value="2026-02-03 10:00">
      <input type="month" name="m1" value="2026-02"><input type="month" name="m2" value="February"><input type="week" name="w1" value="2026-W07"><input type="week" name="w2" value="7">
      <input type="color" name="c1"><input type="color" name="c2" value="#ABCDEF"><input type="color" name="c3" value="none">
      <input type="range" name="r1"><input type="range" name="r2" max="5"><input type="range" name="r3" min="10" max="20" value="40"><input type="range" name="r4" step="7" value="30">
      <input type="range" name="r5" min="5" max="1"><input type="range" name="r6" step="any" max="1"><input type="range" name="r7" value="-3"><input type="range" name="r8" max="8" step="3" value="8">
      <input type="odd" name="odd" value="as text"><button>Send</button></form>`,
  },
  {
    title: 'choices as the page has them',
    body: `<form action="/echo" method="post"><input id="enter" name="text">
      <input type="checkbox" name="c1"><input type="checkbox" name="c2" checked><input type="checkbox" name="c3" value="" checked>
      <input type="radio" name="r1" value="a" checked><input type="radio" name="r1" value="b" checked><input type="radio" name="r2" value="c">
      <select name="s1"><option>one  two<option>three</select><select name="s2"><option disabled selected>a<option>b</select>
      <select name="s3"><option disabled>a<option value="">b</select><select name="s4"><optgroup label="g" disabled><option>a</optgroup><option>b</select>
      <select name="s5"><option selected>a<option selected>b</select><select name="s6" size="3"><option>a</select>
      <select name="s7" multiple><option>a<option selected>b<option selected disabled>c<option selected>d</select><select name="s8"></select></form>`,
  },
  {
    title: 'fields that are filled',
    body: `<form action="/echo" method="post"><input id="title" name="title" value="old"><textarea id="note" name="note"></textarea>
      <input type="checkbox" id="public" name="public"><input type="checkbox" name="tag" value="a" checked><input type="checkbox" id="b" name="tag" value="b">
      <input type="radio" name="size" value="s" checked><input type="radio" id="l" name="size" value="l"><select id="kind" name="kind"><option>one<option value="2">two</select>
      <select id="many" name="many" multiple><option selected>m1<option>m2<option>m3</select><input type="date" id="day" name="day"><button id="save">Save</button></form>`,
    values: {
      title: 'ä & <b>',
      note: 'one\ntwo',
      public: true,
      tag: ['a', 'b'],
      size: 'l',
      kind: '2',
      many: ['m2', 'm3'],
      day: '2026-02-03',
    },
    fill: async (tab) => {
      await tab.fill('#title', 'ä & <b>')
      await tab.fill('#note', 'one\ntwo')
      await tab.check('#public')
      await tab.check('#b')
      await tab.check('#l')
      await tab.selectOption('#kind', '2')
      await tab.selectOption('#many', ['m2', 'm3'])
      await tab.fill('#day', '2026-02-03')
    },
    button: ['#save', 'Save'],
  },
  {
    title: 'files, and names with quotes, as multipart',
    body: `<form action="/echo" method="post" enctype="multipart/form-data"><input name='a "b"&#10;c' value="ü"><textarea name="note">1\n2</textarea>
      <input type="file" name="none"><input type="file" id="file" name="file"><input type="file" id="files" name="files" multiple><button id="send" name="do" value="send">Send</button></form>`,
    values: { file: UPLOAD, files: [UPLOAD, UPLOAD] },
    fill: async (tab) => {
      await tab.setInputFiles('#file', FILE)
      await tab.setInputFiles('#files', [FILE, FILE])
    },
    button: ['#send', 'Send'],
  },
  {
    title: 'a file without multipart: its name',
    body: `<form action="/echo" method="post"><input type="file" id="file" name="file"><input type="file" name="none"><button id="send">Send</button></form>`,
    values: { file: UPLOAD },
    fill: (tab) => tab.setInputFiles('#file', FILE),
    button: ['#send', 'Send'],
  },
  {
    title: 'plain text',
    body: `<form action="/echo" method="POST" enctype="Text/Plain"><input id="enter" name="a" value="b c"><textarea name="note">1\n2</textarea></form>`,
  },
  {
    title: 'an unknown type of data, an unknown method',
    body: `<form action="/echo" method="put" enctype="json"><input id="enter" name="a" value="b"></form>`,
  },
  {
    title: 'a query in place of that of the action',
    body: `<form action="/echo?gone=1#part"><input id="enter" name="q" value="a b&amp;ü"><textarea name="note">1\n2</textarea></form>`,
  },
  {
    title: 'a query beside that of an action by POST',
    body: `<form action="/echo?kept=1" method="post"><input id="enter" name="q" value="x"></form>`,
  },
  {
    title: 'an address relative to the base',
    body: `<base href="/echo/deep/"><form action="../other" method="post"><input id="enter" name="q"></form>`,
  },
  {
    title: 'a button with attributes of its own',
    body: `<form action="/nowhere"><input name="q" value="x"><button>First</button>
      <button id="b" name="do" value="it" formaction="/echo/b" formmethod="post" formenctype="multipart/form-data">Second</button></form>`,
    button: ['#b', 'Second'],
  },
  {
    title: 'a submitting input',
    body: `<form action="/echo"><input type="submit" id="b" name="do" value="Go on"></form>`,
    button: ['#b', 'Go on'],
  },
  {
    title: 'a button outside of its form',
    body: `<form id="f" action="/echo"><input name="q" value="x"></form><input form="f" name="late" value="y"><button id="b" form="f" name="do">Go</button>`,
    button: ['#b', 'Go'],
  },
]

/** Fields that say where a request comes from and what it carries. */
const FIELDS = /^(?:content-type|origin|referer|sec-fetch-.*|host|cookie)$/

describe.skipIf(path === undefined)('the visitor does as Chromium does', () => {
  let browser: Browser
  let tab: Tab
  beforeAll(async () => {
    browser = await launch(path ?? '')
    tab = await browser.newPage({ locale: 'en' })
  }, 60_000)
  afterAll(() => browser?.close())

  it.each(FORMS)('with a form: $title', async ({ body, values = {}, fill, button }) => {
    const first = await visit(appWith(body), '/')
    await fill?.(tab)
    const sent = button
      ? await after(tab, () => tab.click(button[0]))
      : await after(tab, () => tab.press('#enter', 'Enter'))
    expect(comparable((await first.form('form').fill(values).submit(button?.[1])).json as Seen)).toEqual(
      comparable(sent),
    )
  })

  it('with an image that submits, but for the place of the click', async () => {
    const first = await visit(appWith('<form action="/echo"><input type="image" name="map" alt="Map"></form>'), '/')
    const { target } = await after(tab, () => tab.click('input'))
    expect(((await first.form().submit('Map')).json as Seen).target).toBe(target.replace(/\d+/g, '0'))
  })

  it.each(['/echo?a=b c&d=%20ü#top', 'echo/./x/../y', '/echo?', '/echo?#'])('with a link: %s', async (href) => {
    const first = await visit(appWith(`<a href="${href}">Go</a>`), '/?query=1#part')
    const sent = await after(tab, () => tab.click('a'))
    expect(comparable((await first.link('Go').click()).json as Seen)).toEqual(comparable(sent))
  })

  it.each([
    ['default', ''],
    ['no-referrer', 'no-referrer'],
    ['same-origin', 'same-origin'],
    ['origin', 'origin'],
    ['strict-origin', 'strict-origin'],
    ['unsafe-url', 'unsafe-url'],
  ])('with the Referrer-Policy %s', async (_, policy) => {
    const app = appWith(
      '<form action="/echo" method="post"><button>Send</button></form>',
      {},
      policy === '' ? {} : { 'referrer-policy': policy },
    )
    const first = await visit(app, '/?query=1')
    const sent = await after(tab, () => tab.click('button'))
    expect(comparable((await first.form().submit()).json as Seen)).toEqual(comparable(sent))
  })

  it.each([301, 302, 303, 307, 308])('with a redirect by %i', async (status) => {
    const app = appWith('<form action="/away" method="post"><input name="a" value="b"><button>Send</button></form>')
    app.post('/away', () => new Reply({ kind: 'empty' }, { status, headers: { location: '/echo?moved' } }))
    const first = await visit(app, '/')
    const sent = await after(tab, () => tab.click('button'))
    expect(comparable((await first.form().submit()).json as Seen)).toEqual(comparable(sent))
  })

  it('with an address that is typed', async () => {
    const first = await visit(appWith(''), '/echo/a%2Fb?c=d')
    expect(comparable(first.json as Seen)).toEqual(comparable(JSON.parse((await tab.textContent('body')) ?? '')))
  })

  it('with cookies', async () => {
    const lines = [
      'a=1; Path=/',
      'b=2',
      'deep=3; Path=/echo',
      'other=4; Path=/other',
      'gone=5; Max-Age=0',
      'late=6; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'a=7; Path=/',
      'kept=8; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'elsewhere=9; Domain=example.org',
      '__Host-h=10; Path=/',
      'none=11; SameSite=None',
      `long=${'x'.repeat(4092)}`,
      `longest=${'x'.repeat(4090)}`,
      '=nameless',
    ]
    const app = appWith('<a href="/echo/x">Go</a>', {}, { 'set-cookie': lines })
    const first = await visit(app, '/')
    const ofChromium = await after(tab, () => tab.click('a'))
    const ofVisitor = (await first.link('Go').click()).json as Seen
    // Only Chromium takes a cookie that is set again for a new one, behind those that are older.
    const cookies = ({ headers }: Seen) => headers['cookie']?.split('; ').sort()
    expect(cookies(ofVisitor)).toEqual(cookies(ofChromium))
    expect(cookies(ofVisitor)).toContain('a=7')
  })

  /** Opens an address in the tab, and shows it as the visitor sees it. */
  async function visit(app: App, address: string): Promise<Page> {
    const { url } = await app.listen({ port: 0, host: '127.0.0.1', signals: false })
    onTestFinished(async () => {
      await tab.goto('about:blank')
      await tab.context().clearCookies()
      await app.close()
    })
    await tab.goto(url + address)
    return visitor(app, { origin: url }).open(address)
  }
})

/** What the app saw of the navigation that an action sets off. */
async function after(tab: Tab, action: () => Promise<unknown>): Promise<Seen> {
  const [response] = await Promise.all([tab.waitForNavigation(), action()])
  return (await response?.json()) as Seen
}

/** A request without the names that each browser chooses, such as the boundary of multipart. */
function comparable({ method, target, headers, body }: Seen) {
  const boundary = /boundary=(.*)$/.exec(headers['content-type'] ?? '')?.[1] ?? '\0'
  const fields = Object.entries(headers).filter(([name]) => FIELDS.test(name))
  return {
    method,
    target,
    headers: Object.fromEntries(fields.map(([name, value]) => [name, value.replace(boundary, '…')])),
    body: body.replaceAll(boundary, '…'),
  }
}
