// miniweb's static folder without an app, with its defaults on node:http. Its place is explained in miniweb/apps.ts.

import { serveStatic } from '../../../dist/index.js'
import { forScenario, serve } from './program.js'

serve(forScenario({ static: serveStatic('static', { prefix: '/static' }) }))
