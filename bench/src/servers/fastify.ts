// fastify with its defaults; no response schema, so that JSON is JSON.stringify as in the other servers. Files, forms
// and the schema are those of its usual plugins.

import { resolve } from 'node:path'
import { type FastifyInstance, fastify } from 'fastify'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../pages.js'
import { announce, forScenario, HOST, PORT, portOf } from './program.js'

declare module 'fastify' {
  interface FastifyRequest {
    visits: number
  }
}

const HTML = 'text/html; charset=utf-8'

function hello(app: FastifyInstance): void {
  app.get('/', async () => GREETING)
}

function json(app: FastifyInstance): void {
  app.get('/json', async () => DOCUMENT)
}

function parameter(app: FastifyInstance): void {
  for (const name of RESOURCES) {
    app.get(`/${name}`, async () => name)
    app.get<{ Params: { id: string } }>(`/${name}/:id`, async ({ params }) => `${name} ${params.id}`)
    app.get<{ Params: { id: string } }>(`/${name}/:id/edit`, async ({ params }) => `${name} ${params.id} edit`)
    app.get<{ Params: { id: string; line: string } }>(
      `/${name}/:id/lines/:line`,
      async ({ params }) => `${name} ${params.id} ${params.line}`,
    )
  }
}

function echo(app: FastifyInstance): void {
  app.post('/echo', async ({ body }) => body)
}

async function form(app: FastifyInstance): Promise<void> {
  const { default: formBody } = await import('@fastify/formbody')
  app.register(formBody)
  app.post('/contact', async ({ body }) => body)
}

async function validated(app: FastifyInstance): Promise<void> {
  const { validatorCompiler } = await import('fastify-type-provider-zod')
  const { NewOrder } = await import('../new-order.js')
  app.setValidatorCompiler(validatorCompiler)
  app.post('/orders', { schema: { body: NewOrder } }, async ({ body }) => body)
}

function page(app: FastifyInstance): void {
  app.get('/table', async (_, reply) => {
    reply.type(HTML)
    return tablePage(TABLE)
  })
  app.get('/blog', async (_, reply) => {
    reply.type(HTML)
    return blogPage(BLOG)
  })
}

async function files(app: FastifyInstance): Promise<void> {
  const { default: fastifyStatic } = await import('@fastify/static')
  app.register(fastifyStatic, { root: resolve('static'), prefix: '/static/' })
}

function layersSync(app: FastifyInstance): void {
  visits(app)
  for (let count = 0; count < 5; count++) {
    app.addHook('onRequest', (request, _, done) => {
      request.visits += 1
      done()
    })
  }
}

function layersAsync(app: FastifyInstance): void {
  visits(app)
  for (let count = 0; count < 5; count++) {
    app.addHook('onRequest', async (request) => {
      request.visits += 1
    })
  }
}

function visits(app: FastifyInstance): void {
  app.decorateRequest('visits', 0)
  app.get('/', async (request) => `visits: ${request.visits}`)
}

async function mixed(app: FastifyInstance): Promise<void> {
  json(app)
  page(app)
  await files(app)
}

const app = fastify()
const prepare = forScenario<(app: FastifyInstance) => void | Promise<void>>({
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
await app.listen({ port: PORT, host: HOST })
announce(portOf(app.server))
