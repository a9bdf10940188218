// hono on its node adapter with one route.

import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { serve } from '../../servers/program.js'

serve(getRequestListener(new Hono().get('/', (ctx) => ctx.text('Hello, world!')).fetch))
