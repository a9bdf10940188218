// fastify with its defaults; no response schema, so that JSON is JSON.stringify as in the other servers.

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

const app = fastify()
forScenario({ hello, json, parameter })(app)
await app.listen({ port: PORT, host: HOST })
announce(portOf(app.server))
