// What a visitor does with the app of docs/logins.md: signs up, logs out, comes back.

import request from 'supertest'
import { expect } from 'vitest'
import type { App } from '../../src/index.js'

const CREDENTIALS = { email: 'Ada@example.org ', password: 'correct horse battery' }

/** Goes through a login, and holds each answer to what the manual says. */
export async function logInAndOut({ handler }: App): Promise<void> {
  const browser = request.agent(handler)
  const send = async (form: string, to: string, fields: object) => {
    const token = await tokenOn(browser, form)
    return browser
      .post(to)
      .type('form')
      .send({ ...fields, _csrf: token })
  }

  const signedUp = await send('/sign-up', '/sign-up', CREDENTIALS)
  expect([signedUp.status, signedUp.headers['location']]).toEqual([303, '/account'])
  const account = await browser.get('/account')
  expect([account.status, account.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(account.text).toContain('<p>ada@example.org</p>')

  const old = await tokenOn(browser, '/account')
  expect((await send('/account', '/logout', {})).status).toBe(303)
  expect((await browser.get('/account?a=1')).headers['location']).toBe('/login?return=/account%3Fa%3D1')
  expect((await browser.post('/logout').type('form').send({ _csrf: old })).status).toBe(403)

  const again = await send('/sign-up', '/sign-up', CREDENTIALS)
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('has an account already')])
  const wrong = await send('/login', '/login', { ...CREDENTIALS, password: 'wrong' })
  const unknown = await send('/login', '/login', { ...CREDENTIALS, email: 'eve@example.org' })
  expect([wrong.status, wrong.text]).toEqual([422, unknown.text])
  expect((await send('/login', '/login?return=//evil.example', CREDENTIALS)).headers['location']).toBe('/account')
  expect((await send('/login', '/login?return=/orders/7', CREDENTIALS)).headers['location']).toBe('/orders/7')
}

async function tokenOn(browser: ReturnType<typeof request.agent>, path: string): Promise<string> {
  const { text } = await browser.get(path).expect(200)
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1]
  if (token === undefined) throw new Error(`${path} has no token`)
  return token
}
