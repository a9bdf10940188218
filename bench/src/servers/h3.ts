// h3, version 2, on node:http with its defaults. Its serveStatic is given the disk as its documentation has it.

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { H3, html, raw, readBody, readValidatedBody, serveStatic, toNodeHandler } from 'h3'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../pages.js'
import { forScenario, serve } from './program.js'

function hello(app: H3): void {
  app.get('/', () => GREETING)
}

function json(app: H3): void {
  app.get('/json', () => DOCUMENT)
}

function parameter(app: H3): void {
  for (const name of RESOURCES) {
    app.get(`/${name}`, () => name)
    app.get(`/${name}/:id`, ({ context }) => `${name} ${context.params?.['id']}`)
    app.get(`/${name}/:id/edit`, ({ context }) => `${name} ${context.params?.['id']} edit`)
    app.get(
      `/${name}/:id/lines/:line`,
      ({ context }) => `${name} ${context.params?.['id']} ${context.params?.['line']}`,
    )
  }
}

function echo(app: H3): void {
  app.post('/echo', (event) => readBody(event))
}

function form(app: H3): void {
  app.post('/contact', (event) => readBody(event))
}

async function validated(app: H3): Promise<void> {
  const { NewOrder } = await import('../new-order.js')
  app.post('/orders', (event) => readValidatedBody(event, NewOrder))
}

function page(app: H3): void {
  app.get('/table', () => html(raw(tablePage(TABLE))))
  app.get('/blog', () => html(raw(blogPage(BLOG))))
}

function files(app: H3): void {
  app.use('/static/**', (event) =>
    serveStatic(event, {
      getContents: (id) => readFile(join('.', id)),
      getMeta: async (id) => {
        const stats = await stat(join('.', id)).catch(() => undefined)
        return stats?.isFile() ? { size: stats.size, mtime: stats.mtimeMs } : undefined
      },
    }),
  )
}

function layersSync(app: H3): void {
  for (let count = 0; count < 5; count++) {
    app.use(({ context }, next) => {
      context['visits'] = Number(context['visits'] ?? 0) + 1
      return next()
    })
  }
  app.get('/', ({ context }) => `visits: ${context['visits']}`)
}

function layersAsync(app: H3): void {
  for (let count = 0; count < 5; count++) {
    app.use(async ({ context }, next) => {
      context['visits'] = Number(context['visits'] ?? 0) + 1
      return await next()
    })
  }
  app.get('/', ({ context }) => `visits: ${context['visits']}`)
}

function mixed(app: H3): void {
  json(app)
  page(app)
  files(app)
}

const app = new H3()
const prepare = forScenario<(app: H3) => void | Promise<void>>({
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
serve(toNodeHandler(app))
