// miniweb: the app of the scenario, listening.

import { APPS } from './miniweb/apps.js'
import { announce, forScenario, HOST, PORT } from './program.js'

const app = await forScenario(APPS)()
const { port } = await app.listen({ port: PORT, host: HOST })
announce(port)
