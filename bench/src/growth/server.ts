// The app that connections and bodies are sent to. Its limits are the defaults but for the size of a body.

import { App, type Ctx, route } from '../../../dist/index.js'
import { announce, HOST, PORT } from '../servers/program.js'

class Site {
  @route.get('/')
  hello(): string {
    return 'Hello, world!'
  }

  @route.post('/bytes')
  async count(ctx: Ctx): Promise<string> {
    const body = await ctx.read.bytes()
    return String(body.length)
  }
}

const { port } = await new App({ limits: { bodyBytes: 10 * 1_048_576 } })
  .register(Site)
  .listen({ port: PORT, host: HOST })
announce(port)
