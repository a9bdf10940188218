// hono on node:http with its defaults, and the static middleware of its adapter, which sends no validators.

import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { forScenario, serve } from './program.js'

const app = new Hono().use('/static/*', serveStatic({ root: '.' }))
const files = getRequestListener(app.fetch)

serve(forScenario({ 'static-1k': files, 'static-100k': files, 'static-1m': files, 'static-head': files }))
