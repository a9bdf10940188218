// A program that counts visits in sealed sessions, for tests that need several processes:
// `node --import tsx sealed-server.ts <secret>`. It prints its port, and ends with its standard input.

import { App, session } from '../../../src/index.js'

const [secrets = ''] = process.argv.slice(2)
const app = new App({ templates: false, signals: false })
const site = app.through(session<{ visits: number; user: string }>({ secrets }))

site.get('/visit', ({ session: { data } }) => {
  data.visits = (data.visits ?? 0) + 1
  return { process: process.pid, visits: data.visits, user: data.user ?? null }
})
site.post('/login', (ctx) => {
  ctx.session.renew()
  ctx.session.data.user = 'ada'
  return { process: process.pid }
})
site.post('/logout', (ctx) => {
  ctx.session.destroy()
  return { process: process.pid }
})

const { port } = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${port}\n`)
process.stdin.resume().on('end', () => process.exit())
