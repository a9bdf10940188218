// The onion: layers around a handler, each of which may answer itself, change the reply or add to the context.
// Folded once at start; no layer is looked up during a request.

import type { Ctx } from './http/context.js'
import { Reply } from './http/reply.js'

/** Runs what lies further in. Never rejects: errors, 404s and 405s come back as replies with `reply.error`. */
export type Next = () => Promise<Reply>

/**
 * One layer of the onion. `Adds` is what it adds to the context type of the scope that goes through it.
 *
 * @example const timed: Layer = async (ctx, next) => { const reply = await next(); reply.headers.set('x-id', ctx.id); return reply }
 */
export interface Layer<Adds extends object = object, C = Ctx> {
  (ctx: C, next: Next): Reply | Promise<Reply>
  /** Exists for the compiler only. */
  readonly '~adds'?: Adds
}
