// express 5 with its defaults, and its own body parsers and static middleware.

import type { RequestListener, ServerResponse } from 'node:http'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../pages.js'
import { loadUntyped } from '../untyped.js'
import { type BodyParser, type ConnectApp, fiveAsync, fiveSync, type Middleware } from './connect.js'
import { forScenario, serve } from './program.js'

interface Res extends ServerResponse {
  /** Text, and HTML by default. */
  send(body: string): void
  json(value: unknown): void
  type(name: string): this
  sendStatus(status: number): void
}

type App = RequestListener & ConnectApp<Res>

interface Express extends BodyParser {
  (): App
  static(root: string): Middleware
}

const express = loadUntyped<Express>('express')

function hello(app: App): void {
  app.get('/', (_, res) => res.type('text').send(GREETING))
}

function json(app: App): void {
  app.get('/json', (_, res) => res.json(DOCUMENT))
}

function parameter(app: App): void {
  for (const name of RESOURCES) {
    app.get(`/${name}`, (_, res) => res.type('text').send(name))
    app.get(`/${name}/:id`, ({ params }, res) => res.type('text').send(`${name} ${params['id']}`))
    app.get(`/${name}/:id/edit`, ({ params }, res) => res.type('text').send(`${name} ${params['id']} edit`))
    app.get(`/${name}/:id/lines/:line`, ({ params }, res) =>
      res.type('text').send(`${name} ${params['id']} ${params['line']}`),
    )
  }
}

function echo(app: App): void {
  app.use(express.json())
  app.post('/echo', ({ body }, res) => res.json(body))
}

function form(app: App): void {
  app.use(express.urlencoded())
  app.post('/contact', ({ body }, res) => res.json(body))
}

async function validated(app: App): Promise<void> {
  const { NewOrder } = await import('../new-order.js')
  app.use(express.json())
  app.post('/orders', ({ body }, res) => {
    const { success, data } = NewOrder.safeParse(body)
    if (success) res.json(data)
    else res.sendStatus(422)
  })
}

function page(app: App): void {
  app.get('/table', (_, res) => res.send(tablePage(TABLE)))
  app.get('/blog', (_, res) => res.send(blogPage(BLOG)))
}

function files(app: App): void {
  app.use('/static', express.static('static'))
}

function layersSync(app: App): void {
  fiveSync(app)
  visits(app)
}

function layersAsync(app: App): void {
  fiveAsync(app)
  visits(app)
}

function visits(app: App): void {
  app.get('/', (req, res) => res.type('text').send(`visits: ${req.visits}`))
}

function mixed(app: App): void {
  json(app)
  page(app)
  files(app)
}

const app = express()
const prepare = forScenario<(app: App) => void | Promise<void>>({
  hello,
  json,
  parameter,
  echo,
  form,
  validated,
  page,
  static: files,
  'layers-sync': layersSync,
  'layers-async': layersAsync,
  mixed,
})
await prepare(app)
serve(app)
