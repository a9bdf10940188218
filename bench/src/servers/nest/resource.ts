// A resource with its four routes, as a controller of nest.

import { Controller, Get, Param } from '@nestjs/common'

/** The controller of a resource of the scenario `parameter`. */
export function resource(name: string): new () => object {
  @Controller(name)
  class Resource {
    @Get()
    list(): string {
      return name
    }

    @Get(':id')
    show(@Param('id') id: string): string {
      return `${name} ${id}`
    }

    @Get(':id/edit')
    edit(@Param('id') id: string): string {
      return `${name} ${id} edit`
    }

    @Get(':id/lines/:line')
    line(@Param('id') id: string, @Param('line') line: string): string {
      return `${name} ${id} ${line}`
    }
  }
  return Resource
}
