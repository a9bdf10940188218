// fastify with one route.

import { fastify } from 'fastify'
import { announce, HOST, PORT, portOf } from '../../servers/program.js'

const app = fastify()
app.get('/', async () => 'Hello, world!')
await app.listen({ port: PORT, host: HOST })
announce(portOf(app.server))
