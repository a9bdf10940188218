// What express and polka, packages without types, have in common: listeners and functions between them that pass on.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { loadUntyped } from '../untyped.js'

/** A request as routers, parsers and our own functions leave it. */
export interface Req extends IncomingMessage {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  visits?: number
}

/** A function between the server and a route's handler. */
export type Middleware<Res = ServerResponse> = (req: Req, res: Res, next: () => void) => void

/** An app of which only the used part is known. */
export interface ConnectApp<Res = ServerResponse> {
  use(middleware: Middleware<Res>): unknown
  use(path: string, middleware: Middleware<Res>): unknown
  get(path: string, handler: Handler<Res>): unknown
  post(path: string, handler: Handler<Res>): unknown
}

type Handler<Res> = (req: Req, res: Res) => void

/** body-parser, which express brings along and polka's documentation takes. */
export interface BodyParser {
  json(): Middleware
  urlencoded(): Middleware
}

/** Loads body-parser. */
export function bodyParser(): BodyParser {
  return loadUntyped<BodyParser>('body-parser')
}

/** Adds five functions that count themselves and pass on at once. */
export function fiveSync<Res>(app: ConnectApp<Res>): void {
  for (let count = 0; count < 5; count++) {
    app.use((req, _, next) => {
      req.visits = (req.visits ?? 0) + 1
      next()
    })
  }
}

/** The same with async functions. */
export function fiveAsync<Res>(app: ConnectApp<Res>): void {
  for (let count = 0; count < 5; count++) {
    app.use(async (req, _, next) => {
      req.visits = (req.visits ?? 0) + 1
      await next()
    })
  }
}
