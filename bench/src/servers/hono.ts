// hono on node:http with its defaults; files are those of its adapter, which sends no validators, the schema is taken
// by its usual validator.

import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../pages.js'
import { forScenario, serve } from './program.js'

type Visited = Hono<{ Variables: { visits: number } }>

function hello(app: Hono): void {
  app.get('/', (c) => c.text(GREETING))
}

function json(app: Hono): void {
  app.get('/json', (c) => c.json(DOCUMENT))
}

function parameter(app: Hono): void {
  for (const name of RESOURCES) {
    app.get(`/${name}`, (c) => c.text(name))
    app.get(`/${name}/:id`, (c) => c.text(`${name} ${c.req.param('id')}`))
    app.get(`/${name}/:id/edit`, (c) => c.text(`${name} ${c.req.param('id')} edit`))
    app.get(`/${name}/:id/lines/:line`, (c) => c.text(`${name} ${c.req.param('id')} ${c.req.param('line')}`))
  }
}

function echo(app: Hono): void {
  app.post('/echo', async (c) => c.json(await c.req.json()))
}

function form(app: Hono): void {
  app.post('/contact', async (c) => c.json(await c.req.parseBody()))
}

async function validated(app: Hono): Promise<void> {
  const { zValidator } = await import('@hono/zod-validator')
  const { NewOrder } = await import('../new-order.js')
  app.post('/orders', zValidator('json', NewOrder), (c) => c.json(c.req.valid('json')))
}

function page(app: Hono): void {
  app.get('/table', (c) => c.html(tablePage(TABLE)))
  app.get('/blog', (c) => c.html(blogPage(BLOG)))
}

async function files(app: Hono): Promise<void> {
  const { serveStatic } = await import('@hono/node-server/serve-static')
  app.use('/static/*', serveStatic({ root: '.' }))
}

function layersSync(app: Visited): void {
  for (let count = 0; count < 5; count++) {
    app.use((c, next) => {
      c.set('visits', (c.get('visits') ?? 0) + 1)
      return next()
    })
  }
  app.get('/', (c) => c.text(`visits: ${c.get('visits')}`))
}

function layersAsync(app: Visited): void {
  for (let count = 0; count < 5; count++) {
    app.use(async (c, next) => {
      c.set('visits', (c.get('visits') ?? 0) + 1)
      await next()
    })
  }
  app.get('/', (c) => c.text(`visits: ${c.get('visits')}`))
}

async function mixed(app: Hono): Promise<void> {
  json(app)
  page(app)
  await files(app)
}

const app = new Hono()
const prepare = forScenario<(app: Hono) => void | Promise<void>>({
  hello,
  json,
  parameter,
  echo,
  form,
  validated,
  page,
  static: files,
  'layers-sync': (plain) => layersSync(plain as unknown as Visited),
  'layers-async': (plain) => layersAsync(plain as unknown as Visited),
  mixed,
})
await prepare(app)
serve(getRequestListener(app.fetch))
