// fastify with its defaults; no response schema, so that JSON is JSON.stringify as in the other servers. Files are
// those of its own plugin.

import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import { type FastifyInstance, fastify } from 'fastify'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { announce, forScenario, HOST, PORT, portOf } from './program.js'

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

function files(app: FastifyInstance): void {
  app.register(fastifyStatic, { root: resolve('static'), prefix: '/static/' })
}

const app = fastify()
const prepare = forScenario({
  hello,
  json,
  parameter,
  'static-1k': files,
  'static-100k': files,
  'static-1m': files,
  'static-head': files,
  'static-304': files,
})
prepare(app)
await app.listen({ port: PORT, host: HOST })
announce(portOf(app.server))
