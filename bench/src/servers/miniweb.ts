// miniweb as its users write it: decorated controllers, default options, the built package.
// The package is imported by its place and not by its name: a `file:..` dependency would copy the root's list of
// dependencies into the lock file, where it goes stale. The path is right from src/ and from dist/ alike.

import { App, type Ctx, route } from '../../../dist/index.js'
import { DOCUMENT, GREETING, RESOURCES } from '../content.js'
import { announce, forScenario, HOST, PORT } from './program.js'

class Greetings {
  @route.get('/')
  hello(): string {
    return GREETING
  }

  @route.get('/json')
  json(): object {
    return DOCUMENT
  }
}

type Controller = new () => object

function resource(name: string): Controller {
  class Resource {
    @route.get(`/${name}`)
    list(): string {
      return name
    }

    @route.get(`/${name}/:id`)
    show(_: Ctx, { id }: { id: string }): string {
      return `${name} ${id}`
    }

    @route.get(`/${name}/:id/edit`)
    edit(_: Ctx, { id }: { id: string }): string {
      return `${name} ${id} edit`
    }

    @route.get(`/${name}/:id/lines/:line`)
    line(_: Ctx, { id, line }: { id: string; line: string }): string {
      return `${name} ${id} ${line}`
    }
  }
  return Resource
}

const greetings = () => new App().register(Greetings)
const resources = () => new App().register(...RESOURCES.map(resource))
const files = () => new App({ static: 'static' })

const start = forScenario({
  hello: greetings,
  json: greetings,
  parameter: resources,
  'static-1k': files,
  'static-100k': files,
  'static-1m': files,
  'static-head': files,
  'static-304': files,
})
const { port } = await start().listen({ port: PORT, host: HOST })
announce(port)
