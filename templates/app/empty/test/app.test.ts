// The app from outside: requests to its handler, without a port.

import request from 'supertest'
import { expect, it } from 'vitest'
import app from '../src/app.js'

const site = request(app.handler)

it('shows the first page', async () => {
  const { text } = await site
    .get('/')
    .expect(200)
    .expect('content-type', /^text\/html/)
  expect(text).toContain('<h1>Your app is running.</h1>')
})

it('has a page for what is not there', async () => {
  const { text } = await site.get('/nowhere').expect(404)
  expect(text).toContain('There is nothing here')
})
