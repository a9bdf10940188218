// miniweb with one decorated controller, from the built package.

import { App, route } from '../../../../dist/index.js'
import { announce, HOST, PORT } from '../../servers/program.js'

class Greetings {
  @route.get('/')
  hello(): string {
    return 'Hello, world!'
  }
}

const { port } = await new App().register(Greetings).listen({ port: PORT, host: HOST })
announce(port)
