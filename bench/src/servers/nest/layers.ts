// Five functional middlewares of nest, which on fastify are given node's own request.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'

/** A request that counts the middlewares it came through. */
export type Visited = IncomingMessage & { visits?: number }

/** Adds five that pass on at once. */
export function fiveSync(app: NestFastifyApplication): void {
  for (let count = 0; count < 5; count++) {
    app.use((req: Visited, _: ServerResponse, next: () => void) => {
      req.visits = (req.visits ?? 0) + 1
      next()
    })
  }
}

/** The same with async functions. */
export function fiveAsync(app: NestFastifyApplication): void {
  for (let count = 0; count < 5; count++) {
    app.use(async (req: Visited, _: ServerResponse, next: () => void) => {
      req.visits = (req.visits ?? 0) + 1
      await next()
    })
  }
}
