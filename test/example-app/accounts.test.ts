// Signing up, logging in and out, and the page of one's own account. Its tests hash passwords, which takes its time.

import type { Response } from 'supertest'
import { describe, expect, it } from 'vitest'
import { freshBoard, tokenIn } from './fresh-board.js'

const PASSWORD = 'correct horse battery'

type Board = ReturnType<typeof freshBoard>
type Browser = ReturnType<Board['browser']>

/** Fills in the form of a page and sends it, as a browser does. */
async function submit(browser: Browser, path: string, fields: Record<string, string>): Promise<Response> {
  const { text } = await browser.get(path).expect(200)
  return browser
    .post(path)
    .type('form')
    .send({ ...fields, _csrf: tokenIn(text) })
}

/** A browser in which somebody has signed up. */
async function signedUp(board: Board, name = 'ada'): Promise<Browser> {
  const browser = board.browser()
  expect(await submit(browser, '/sign-up', { name, password: PASSWORD })).toMatchObject({ status: 303 })
  return browser
}

/** Logs out by the button of the account's page. */
async function logOut(browser: Browser): Promise<Response> {
  const { text } = await browser.get('/account').expect(200)
  return browser
    .post('/logout')
    .type('form')
    .send({ _csrf: tokenIn(text) })
}

function sessionIn({ headers }: Response): string | undefined {
  return /session=([^;]*)/.exec(String(headers['set-cookie']))?.[1]
}

describe('signing up', () => {
  it('logs in, greets once, and keeps no password', async () => {
    const board = freshBoard()
    const browser = await signedUp(board)
    const greeted = await browser.get('/').expect(200)
    expect(greeted.text).toContain('Welcome, ada.')
    expect(greeted.text).toContain('<a class="account" href="/account">ada</a>')
    expect((await browser.get('/')).text).not.toContain('Welcome')
    expect(JSON.stringify(board.db.prepare('select * from accounts').all())).not.toContain(PASSWORD)
    expect(JSON.stringify(board.db.prepare('select * from sessions').all())).not.toContain(PASSWORD)
  })

  it.each(['ada', 'ADA', ' Ada '])('takes a name once: %j is taken', async (name) => {
    const board = freshBoard()
    await board.as('Ada')
    const { status, text } = await submit(board.browser(), '/sign-up', { name, password: PASSWORD })
    expect(status).toBe(422)
    expect(text).toContain('This name is taken.')
    expect(text).toContain(`value="${name.trim()}"`)
    expect(text).not.toContain(PASSWORD)
  })

  it('takes a name once, whoever else wants it at the same time', async () => {
    const board = freshBoard()
    const answers = await Promise.all(
      [1, 2].map(() => submit(board.browser(), '/sign-up', { name: 'ada', password: PASSWORD })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  })

  it.each([
    ['no name', { password: PASSWORD }, 'An account needs a name.'],
    ['a name with blanks', { name: 'the board', password: PASSWORD }, 'A name is made of letters'],
    ['a name in letters that look like others', { name: 'аda', password: PASSWORD }, 'A name is made of letters'],
    ['a long name', { name: 'a'.repeat(31), password: PASSWORD }, 'A name has at most 30 characters.'],
    ['no password', { name: 'ada' }, 'An account needs a password.'],
    ['a short password', { name: 'ada', password: 'short word' }, 'A password has at least 12 characters.'],
    ['an endless password', { name: 'ada', password: 'x'.repeat(257) }, 'A password has at most 256 characters.'],
  ])('says what is wrong with %s', async (_, fields, sentence) => {
    const { status, text } = await submit(freshBoard().browser(), '/sign-up', fields)
    expect(status).toBe(422)
    expect(text).toContain(sentence)
    expect(text).toContain(`value="${'name' in fields ? fields.name : ''}"`)
    expect(text).not.toMatch(/type="password" value/)
  })
})

describe('logging in', () => {
  it('gives the session another id, and the page its greeting', async () => {
    const board = freshBoard()
    await signedUp(board)
    const browser = board.browser()
    const before = sessionIn(await browser.get('/login'))
    const answer = await submit(browser, '/login', { name: 'Ada', password: PASSWORD })
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/')
    expect(before).toMatch(/^[\w-]{43}$/)
    expect(sessionIn(answer)).toMatch(/^[\w-]{43}$/)
    expect(sessionIn(answer)).not.toBe(before)
    await board.get('/account').set('cookie', `session=${before}`).expect(303)
    await browser.get('/account').expect(200, /<h1>ada<\/h1>/)
  })

  it('says the same of a wrong password, an unknown name, and an account without a password', async () => {
    const board = freshBoard()
    await signedUp(board)
    const attempts = [
      { name: 'ada', password: 'wrong horse battery' },
      { name: 'bob', password: PASSWORD },
      { name: 'the board', password: '' },
      {},
    ]
    for (const fields of attempts) {
      const { status, text } = await submit(board.browser(), '/login', fields)
      expect(status).toBe(422)
      expect(text).toContain('<li>No account has this name and password.</li>')
      expect(text).not.toContain('horse')
    }
  })

  it('leads back to a path of this site, and to no other one', async () => {
    const board = freshBoard()
    await signedUp(board)
    const wanted = {
      '/links/new': '/links/new',
      '//evil.example': '/',
      'https://evil.example/': '/',
      '/\\evil.example': '/',
    }
    for (const [path, location] of Object.entries(wanted)) {
      const login = `/login?return=${encodeURIComponent(path)}`
      const { headers } = await submit(board.browser(), login, { name: 'ada', password: PASSWORD })
      expect(headers['location']).toBe(location)
    }
  })

  it('needs the token of the page', async () => {
    const browser = freshBoard().browser()
    await browser.get('/login').expect(200)
    await browser.post('/login').type('form').send({ name: 'ada', password: PASSWORD }).expect(403)
  })
})

describe('logging out', () => {
  it('ends the session on the server, and nothing private is kept by the browser', async () => {
    const board = freshBoard()
    const browser = board.browser()
    const cookie = `session=${sessionIn(await submit(browser, '/sign-up', { name: 'ada', password: PASSWORD }))}`
    const account = await board.get('/account').set('cookie', cookie).expect(200)
    expect(account.headers['cache-control']).toBe('no-store')
    const answer = await logOut(browser)
    expect(answer.status).toBe(303)
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^session=;/)
    await board.get('/account').set('cookie', cookie).expect(303)
    await browser.get('/account').expect(303).expect('location', '/login?return=/account')
  })

  it('is no GET', async () => {
    await freshBoard().get('/logout').expect(405)
  })
})

describe('the account', () => {
  it('has the links that its member has added', async () => {
    const board = freshBoard([{ title: 'Of the board' }])
    const ada = await board.as('ada')
    await ada.get('/account').expect(200, /You have added no link yet/)
    await ada.post('/links').type('form').send({ title: 'Of Ada', url: 'https://example.org' }).expect(303)
    const { text } = await ada.get('/account').expect(200)
    expect(text).toContain('1 link of yours')
    expect(text).toContain('Of Ada')
    expect(text).not.toContain('Of the board')
  })

  it('that is no longer there is nobody', async () => {
    const board = freshBoard()
    const ada = await board.as('ada')
    board.db.prepare("delete from accounts where name = 'ada'").run()
    await ada.get('/account').expect(303)
    await ada.get('/').expect(200, /Log in/)
  })
})
