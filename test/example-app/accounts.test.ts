// Signing up, logging in and out, and the page of one's own account: what is refused, and what is kept. Their journeys are in
// journeys/accounts.ts.

import type { Page } from 'miniweb/testing'
import { describe, expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const PASSWORD = 'correct horse battery'

type Board = ReturnType<typeof freshBoard>
type Visitor = ReturnType<Board['visitor']>

/** Fills in the only form of a page with a password, and sends it. */
async function submit(visitor: Visitor, address: string, fields: Record<string, string>): Promise<Page> {
  const page = await visitor.open(address)
  return page.form('.form').fill(fields).submit()
}

/** A visitor who has signed up. */
async function signedUp(board: Board, name = 'ada'): Promise<Visitor> {
  const visitor = board.visitor()
  const page = await submit(visitor, '/sign-up', { name, password: PASSWORD })
  expect(page).toMatchObject({ status: 200, route: 'Links.list' })
  return visitor
}

describe('signing up', () => {
  it('keeps no password', async () => {
    const board = freshBoard()
    await signedUp(board)
    for (const table of ['accounts', 'sessions']) {
      expect(JSON.stringify(board.db.prepare(`select * from ${table}`).all())).not.toContain(PASSWORD)
    }
  })

  it.each(['ada', 'ADA', ' Ada '])('takes a name once: %j is taken', async (name) => {
    const board = freshBoard()
    await board.as('Ada')
    const page = await submit(board.visitor(), '/sign-up', { name, password: PASSWORD })
    expect(page.status).toBe(422)
    expect(page.find('#name-error').text).toBe('This name is taken.')
    expect(page.find('#name').attribute('value')).toBe(name.trim())
    expect(page.body).not.toContain(PASSWORD)
  })

  it('takes a name once, whoever else wants it at the same time', async () => {
    const board = freshBoard()
    const both = [1, 2].map(() => submit(board.visitor(), '/sign-up', { name: 'ada', password: PASSWORD }))
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it.each([
    ['no name', { name: '', password: PASSWORD }, 'An account needs a name.'],
    ['a name with blanks', { name: 'the board', password: PASSWORD }, 'A name is made of letters'],
    ['a name in letters that look like others', { name: 'аda', password: PASSWORD }, 'A name is made of letters'],
    ['a long name', { name: 'a'.repeat(31), password: PASSWORD }, 'A name has at most 30 characters.'],
    ['a short password', { name: 'ada', password: 'short word' }, 'A password has at least 12 characters.'],
    ['an endless password', { name: 'ada', password: 'x'.repeat(257) }, 'A password has at most 256 characters.'],
  ])('says what is wrong with %s', async (_, fields, sentence) => {
    const page = await submit(freshBoard().visitor(), '/sign-up', fields)
    expect(page.status).toBe(422)
    expect(page.find('.alert').text).toContain(sentence)
    expect(page.find('#name').attribute('value')).toBe(fields.name)
    expect(page.find('#password').attribute('value')).toBeUndefined()
  })
})

describe('logging in', () => {
  it('gives the session another id', async () => {
    const board = freshBoard()
    await signedUp(board)
    const ada = board.visitor()
    await ada.open('/login')
    const before = ada.cookie('session')
    await submit(ada, '/login', { name: 'Ada', password: PASSWORD })
    expect(before).toMatch(/^[\w-]{43}$/)
    expect(ada.cookie('session')).toMatch(/^[\w-]{43}$/)
    expect(ada.cookie('session')).not.toBe(before)
    await board.get('/account').set('cookie', `session=${before}`).expect(303)
    expect((await ada.open('/account')).find('h1').text).toBe('ada')
  })

  it('says the same of a wrong password, an unknown name, and an account without a password', async () => {
    const board = freshBoard()
    await signedUp(board)
    const attempts = [
      { name: 'ada', password: 'wrong horse battery' },
      { name: 'bob', password: PASSWORD },
      { name: 'the board', password: '' },
    ]
    for (const fields of attempts) {
      const page = await submit(board.visitor(), '/login', fields)
      expect(page.status).toBe(422)
      expect(page.find('.alert li').text).toBe('No account has this name and password.')
      expect(page.body).not.toContain('horse')
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
    for (const [path, url] of Object.entries(wanted)) {
      const login = `/login?return=${encodeURIComponent(path)}`
      expect(await submit(board.visitor(), login, { name: 'ada', password: PASSWORD })).toMatchObject({
        status: 200,
        url,
      })
    }
  })

  it('needs the token of the page', async () => {
    const page = await freshBoard().visitor().open('/login')
    expect(await page.form('.form').fill({ name: 'ada', _csrf: 'forged' }).submit()).toMatchObject({ status: 403 })
  })
})

describe('logging out', () => {
  it('ends the session on the server, and browsers keep nothing private', async () => {
    const board = freshBoard()
    const ada = await signedUp(board)
    const session = `session=${ada.cookie('session')}`
    const account = await ada.open('/account')
    expect(account.headers.get('cache-control')).toBe('no-store')
    await account.find('main').form().submit()
    expect(ada.cookie('session')).toBeUndefined()
    await board.get('/account').set('cookie', session).expect(303)
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
