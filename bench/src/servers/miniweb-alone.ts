// miniweb's static folder without an app, with its defaults on node:http.

import { serveStatic } from '../miniweb.js'
import { forScenario, serve } from './program.js'

serve(forScenario({ static: serveStatic('static', { prefix: '/static' }) }))
