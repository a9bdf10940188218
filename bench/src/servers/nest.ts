// nest on fastify with its defaults, but for its start-up log, which would stand where the driver waits for the port.
// Its decorators are the legacy ones, as everywhere in this folder; without metadata, which only injection by type and
// validation by class would read.

import 'reflect-metadata'
import { resolve } from 'node:path'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { RESOURCES } from '../content.js'
import { Bodies, Greetings, Pages, Visits } from './nest/controllers.js'
import { fiveAsync, fiveSync } from './nest/layers.js'
import { resource } from './nest/resource.js'
import { announce, forScenario, HOST, PORT, portOf } from './program.js'

type Controller = new () => object

async function appOf(...controllers: Controller[]): Promise<NestFastifyApplication> {
  class AppModule {}
  Module({ controllers })(AppModule)
  return NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: ['fatal', 'error', 'warn'],
  })
}

async function withFiles(...controllers: Controller[]): Promise<NestFastifyApplication> {
  const app = await appOf(...controllers)
  app.useStaticAssets({ root: resolve('static'), prefix: '/static/' })
  return app
}

async function validated(): Promise<NestFastifyApplication> {
  const { Orders } = await import('./nest/orders.js')
  return appOf(Orders)
}

async function layersSync(): Promise<NestFastifyApplication> {
  const app = await appOf(Visits)
  fiveSync(app)
  return app
}

async function layersAsync(): Promise<NestFastifyApplication> {
  const app = await appOf(Visits)
  fiveAsync(app)
  return app
}

const create = forScenario<() => Promise<NestFastifyApplication>>({
  hello: () => appOf(Greetings),
  json: () => appOf(Greetings),
  parameter: () => appOf(...RESOURCES.map(resource)),
  echo: () => appOf(Bodies),
  form: () => appOf(Bodies),
  validated,
  page: () => appOf(Pages),
  static: () => withFiles(),
  'layers-sync': layersSync,
  'layers-async': layersAsync,
  mixed: () => withFiles(Greetings, Pages),
})
const app = await create()
await app.listen(PORT, HOST)
announce(portOf(app.getHttpServer()))
