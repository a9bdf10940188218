// Tokens of the JSON API: who gets one, what it is good for, and what is not taken for one.

import { signToken } from 'miniweb/jwt'
import { describe, expect, it } from 'vitest'
import { freshBoard } from './fresh-board.js'

const ACCOUNT = { name: 'ada', password: 'correct horse battery' }
const LINK = { title: 'A title', url: 'https://example.org/', note: '' }

describe('a token', () => {
  it('comes with a new account and with a login, and lets its program write', async () => {
    const board = freshBoard()
    const created = await board.post('/api/accounts').send(ACCOUNT).expect(201)
    const issued = await board.post('/api/tokens').send(ACCOUNT).expect(201)
    for (const { body } of [created, issued]) {
      expect(body).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresIn: 900 })
      const link = await board.post('/api/links').set('authorization', `Bearer ${body.token}`).send(LINK).expect(201)
      expect(link.body.owner).toBe('ada')
    }
  })

  it('needs no cookie and begins no session', async () => {
    const board = freshBoard()
    const { headers } = await board.post('/api/accounts').send(ACCOUNT).expect(201)
    expect(headers['set-cookie']).toBeUndefined()
    expect(board.db.prepare('select count(*) as count from sessions').get()).toMatchObject({ count: 0 })
  })

  it('is refused by the pages, as the cookie of a session is by the API', async () => {
    const board = freshBoard()
    await (await board.program('ada')).get('/account').expect(303)
    await (await board.as('ada')).post('/api/links').send(LINK).expect(401)
  })

  it.each([
    ['none', undefined],
    ['an empty one', 'Bearer '],
    ['one of another kind', 'Basic YWRhOng='],
    ['text', 'Bearer made-up'],
    ['one without a signature', `Bearer ${unsigned({ sub: '1', name: 'ada', role: 'editor' })}`],
  ])('that is %s is a 401 with a challenge', async (_, authorization) => {
    const asking = freshBoard().post('/api/links').send(LINK)
    const { headers, body } = await (authorization ? asking.set('authorization', authorization) : asking).expect(401)
    expect(headers['www-authenticate']).toMatch(/^Bearer/)
    expect(body).toMatchObject({ title: 'Unauthorized', status: 401 })
  })

  it('that somebody else has signed is a 401', async () => {
    const token = await signToken(
      { sub: '1', name: 'ada', role: 'editor' },
      {
        secret: 'somebody else has this secret of 32 bytes',
        algorithm: 'HS256',
        issuer: 'link-board',
        audience: 'link-board-api',
        expiresIn: 900,
      },
    )
    await freshBoard([LINK]).delete('/api/links/1').set('authorization', `Bearer ${token}`).expect(401)
  })
})

describe('no token', () => {
  it('is for a wrong password, an unknown name or an account without a password, which all look the same', async () => {
    const board = freshBoard()
    await board.post('/api/accounts').send(ACCOUNT).expect(201)
    const attempts = [{ ...ACCOUNT, password: 'wrong' }, { ...ACCOUNT, name: 'bob' }, { name: 'the board' }, {}]
    for (const attempt of attempts) {
      const { body } = await board.post('/api/tokens').send(attempt).expect(403)
      expect(body).toEqual({ title: 'Forbidden', status: 403, detail: 'no account has this name and password' })
    }
  })

  it('is for an account that cannot be', async () => {
    const board = freshBoard()
    await board.as('Ada')
    const taken = await board.post('/api/accounts').send(ACCOUNT).expect(409)
    expect(taken.body.detail).toBe('this name is taken')
    const { body } = await board.post('/api/accounts').send({ name: 'b c', password: 'short' }).expect(422)
    expect(body.issues.map(({ path }: { path: string }) => path)).toEqual(['name', 'password'])
  })
})

describe('guessing', () => {
  it('a password ends after ten attempts, for the page and for programs at once', async () => {
    const board = freshBoard()
    const guess = () => board.post('/api/tokens').send({ name: 'the board', password: 'a guess' })
    const statuses = (await Promise.all(Array.from({ length: 15 }, guess))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 403)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    const refused = await board.post('/login').type('form').send({ name: ' The Board ', password: 'x' }).expect(429)
    expect(refused.text).toContain('<h1>Too Many Requests</h1>')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await board.post('/api/tokens').send({ name: 'bob', password: 'x' }).expect(403)
    await board.get('/login').expect(200)
  })
})

/** A token of the algorithm `none`. */
function unsigned(claims: object): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = { ...claims, iss: 'link-board', aud: 'link-board-api', iat: now, exp: now + 900 }
  const encoded = [{ alg: 'none' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return `${encoded.join('.')}.`
}
