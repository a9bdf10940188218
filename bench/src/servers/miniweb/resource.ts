// A resource with its four routes, as a decorated controller.

import { type Ctx, route } from '../../miniweb.js'

/** The controller of a resource of the scenario `parameter`. */
export function resource(name: string): new () => object {
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
