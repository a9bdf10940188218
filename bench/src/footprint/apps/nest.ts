// nest on fastify with one decorated controller; without its start-up log, which would stand in the place of the port.

import 'reflect-metadata'
import { Controller, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { announce, HOST, PORT, portOf } from '../../servers/program.js'

@Controller()
class Greetings {
  @Get('/')
  hello(): string {
    return 'Hello, world!'
  }
}

@Module({ controllers: [Greetings] })
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false })
await app.listen(PORT, HOST)
announce(portOf(app.getHttpServer()))
