// polka with its defaults, and what its documentation takes beside it: body-parser and sirv. It writes nothing itself,
// so the answers are those of node:http.

import type { RequestListener, ServerResponse } from 'node:http'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../pages.js'
import { loadUntyped } from '../untyped.js'
import { bodyParser, type ConnectApp, fiveAsync, fiveSync } from './connect.js'
import { forScenario, serve } from './program.js'

type App = ConnectApp & { readonly handler: RequestListener }

function send(res: ServerResponse, type: string, body: string): void {
  res.setHeader('content-type', `${type}; charset=utf-8`)
  res.end(body)
}

function sendJson(res: ServerResponse, value: unknown): void {
  send(res, 'application/json', JSON.stringify(value))
}

function hello(app: App): void {
  app.get('/', (_, res) => send(res, 'text/plain', GREETING))
}

function json(app: App): void {
  app.get('/json', (_, res) => sendJson(res, DOCUMENT))
}

function parameter(app: App): void {
  for (const name of RESOURCES) {
    app.get(`/${name}`, (_, res) => send(res, 'text/plain', name))
    app.get(`/${name}/:id`, ({ params }, res) => send(res, 'text/plain', `${name} ${params['id']}`))
    app.get(`/${name}/:id/edit`, ({ params }, res) => send(res, 'text/plain', `${name} ${params['id']} edit`))
    app.get(`/${name}/:id/lines/:line`, ({ params }, res) =>
      send(res, 'text/plain', `${name} ${params['id']} ${params['line']}`),
    )
  }
}

function echo(app: App): void {
  app.use(bodyParser().json())
  app.post('/echo', ({ body }, res) => sendJson(res, body))
}

function form(app: App): void {
  app.use(bodyParser().urlencoded())
  app.post('/contact', ({ body }, res) => sendJson(res, body))
}

async function validated(app: App): Promise<void> {
  const { NewOrder } = await import('../new-order.js')
  app.use(bodyParser().json())
  app.post('/orders', ({ body }, res) => {
    const { success, data } = NewOrder.safeParse(body)
    if (success) return sendJson(res, data)
    res.statusCode = 422
    res.end()
  })
}

function page(app: App): void {
  app.get('/table', (_, res) => send(res, 'text/html', tablePage(TABLE)))
  app.get('/blog', (_, res) => send(res, 'text/html', blogPage(BLOG)))
}

async function files(app: App): Promise<void> {
  const { default: sirv } = await import('sirv')
  app.use('/static', sirv('static'))
}

/** The one answer that needs an option: sirv sends an ETag only where it is told to. */
async function revalidated(app: App): Promise<void> {
  const { default: sirv } = await import('sirv')
  app.use('/static', sirv('static', { etag: true }))
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
  app.get('/', (req, res) => send(res, 'text/plain', `visits: ${req.visits}`))
}

async function mixed(app: App): Promise<void> {
  json(app)
  page(app)
  await files(app)
}

const app = loadUntyped<() => App>('polka')()
const prepare = forScenario<(app: App) => void | Promise<void>>({
  hello,
  json,
  parameter,
  echo,
  form,
  validated,
  page,
  static: files,
  'static-304': revalidated,
  'layers-sync': layersSync,
  'layers-async': layersAsync,
  mixed,
})
await prepare(app)
serve(app.handler)
