// miniweb's static folder without an app, with its defaults on node:http. Its place is explained in miniweb.ts.

import { serveStatic } from '../../../dist/index.js'
import { forStaticScenario, serve } from './program.js'

serve(forStaticScenario(serveStatic('static', { prefix: '/static' })))
