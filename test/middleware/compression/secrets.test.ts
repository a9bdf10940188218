// Compression and secrets: the size of a compressed page must not tell what is in it. The attacker reads sizes on the wire and
// chooses a part of the page (BREACH).
// @see https://www.breachattack.com

import { describe, expect, test } from 'vitest'
import { type CompressOptions, compress, csrf, html, memoryStore, Reply, session } from '../../../src/index.js'
import { freshApp, listening } from '../../support/fresh-app.js'
import { get } from '../../support/invariants.js'
import { type BytesAnswer, decoded, rawBytes } from './raw-bytes.js'

const BR = 'Accept-Encoding: br'
const FILL = 'Orders, addresses and everything else that a page has to say. '.repeat(40)
const CONSTANT = 'tYw0fJ3kqkHq2n8sVxZr1m5cB7dE9gL4aP6oQuXiNsMvTjRhKbWeCyUzDlFpGoAxJqNbHwEiRvYtMkScZlPuVa'

/** A page with a form of a session, and what the request says. */
async function site(options?: CompressOptions) {
  const { app } = freshApp()
  app.use(compress(options))
  const pages = app.through(session<{ user: string }>({ store: memoryStore() }))
  pages.get('/still', () => html`<p>${FILL}`)
  pages.get('/user', (ctx) => html`<p>${FILL}${ctx.session.data.user}`)
  pages.get('/begin', (ctx) => {
    ctx.session.data.user = 'ann'
    return html`<p>${FILL}`
  })
  pages.through(csrf()).get('/form', (ctx) => html`<p>${FILL}${ctx.query['q']}${ctx.csrf.field}`)
  app.get('/constant', (ctx) => html`<p>${FILL}${ctx.query['q']}<input type="hidden" name="_csrf" value="${CONSTANT}">`)
  const port = await listening(app)
  const ask = (path: string, ...lines: string[]) => rawBytes(port, get(path, BR, ...lines))
  const begun = await ask('/begin')
  const cookie = `Cookie: ${begun.header('set-cookie')?.split(';')[0]}`
  return { ask, begun, cookie }
}

describe('N4: an answer for one visitor is not compressed', () => {
  test('where it begins a session, reads it, or has a token of it', async () => {
    const { ask, begun, cookie } = await site()
    for (const answer of [begun, await ask('/user', cookie), await ask('/form', cookie)]) {
      expect([answer.status, answer.header('cache-control')]).toEqual([200, 'no-store'])
      expect([answer.header('content-encoding'), answer.bytes.includes(FILL)]).toEqual([undefined, true])
    }
  })

  test('and one of the same scope that has nothing of the session is', async () => {
    const { ask, cookie } = await site()
    expect((await ask('/still', cookie)).header('content-encoding')).toBe('br')
  })

  test('and whoever asks for it inside a session, where that cannot be seen, is told', async () => {
    const { app, records } = freshApp()
    app
      .through(session({ store: memoryStore() }))
      .through(compress())
      .get('/', () => FILL)
    const port = await listening(app)
    expect((await rawBytes(port, get('/', BR))).status).toBe(500)
    expect(records.map(({ message }) => message)).toEqual([expect.stringContaining('compress() is inside session()')])
  })
})

describe('N4: where answers for one visitor are compressed, { personal: true }', () => {
  test('the token of a session is another one in each answer', async () => {
    const { ask, cookie } = await site({ personal: true })
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/form', cookie)))
    expect(answers.map((answer) => answer.header('content-encoding'))).toEqual(answers.map(() => 'br'))
    expect(new Set(answers.map(tokenIn)).size).toBe(20)
    expect(new Set(answers.map((answer) => tokenIn(answer).slice(0, 8))).size).toBe(20)
  })

  test('a guess that is the token of the last answer saves no byte, as one of a constant secret does', async () => {
    const { ask, cookie } = await site({ personal: true })
    const size = async (path: string, guess: string) =>
      (await ask(`${path}?q=${encodeURIComponent(guess)}`, cookie)).bytes.byteLength
    let [masked, constant] = [0, 0]
    for (let round = 0; round < 20; round++) {
      const token = tokenIn(await ask('/form', cookie))
      masked += (await size('/form', `value="${noise()}`)) - (await size('/form', `value="${token}`))
      constant += (await size('/constant', `value="${noise()}`)) - (await size('/constant', `value="${CONSTANT}`))
    }
    expect(constant / 20).toBeGreaterThan(40)
    expect(Math.abs(masked / 20)).toBeLessThan(4)
  })

  test('an answer that says no-transform is not', async () => {
    const { app } = freshApp()
    app.use(compress({ personal: true }))
    const headers = { 'cache-control': 'private, no-transform', 'content-type': 'text/plain' }
    app.get('/', () => new Reply({ kind: 'bytes', bytes: FILL }, { headers }))
    const port = await listening(app)
    expect((await rawBytes(port, get('/', BR))).header('content-encoding')).toBeUndefined()
  })
})

function tokenIn(answer: BytesAnswer): string {
  return /name="_csrf" value="([\w-]{86})"/.exec(decoded(answer))?.[1] ?? ''
}

/** As long as a token, and of the same characters. */
function noise(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(64))).toString('base64url')
}
