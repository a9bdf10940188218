// miniweb with a layer around the greeting, or without. Its standard output is the log's, so the port goes elsewhere.

import { LAYERED_APPS } from './miniweb/layered.js'
import { announce, forScenario, HOST, PORT } from './program.js'

const PORT_DESCRIPTOR = 3

const app = forScenario(LAYERED_APPS)()
const { port } = await app.listen({ port: PORT, host: HOST })
announce(port, PORT_DESCRIPTOR)
