// The one shape of middleware: a function of the context and of what lies further in.

import type { Ctx } from './context.js'
import type { Reply } from './reply.js'

/** Runs what lies further in. Never rejects: errors, 404s and 405s come back as replies with `reply.error`. */
export type Next = () => Promise<Reply>

/**
 * One layer of the onion. `Adds` is what it adds to the context type of the scope that goes through it.
 *
 * @example const timed: Layer = async (ctx, next) => { const reply = await next(); reply.headers.set('x-id', ctx.id); return reply }
 */
// biome-ignore lint/complexity/noBannedTypes: the empty object adds nothing, and leaves no trace in the context's type
export interface Layer<Adds extends object = {}, C = Ctx> {
  (ctx: C, next: Next): Reply | Promise<Reply>
  /** Exists for the compiler only. */
  readonly '~adds'?: Adds
  /** Whether it must see requests before a route is looked up. */
  readonly '~outermost'?: true
  /** The same layer in two halves, where it has them. */
  readonly '~halves'?: Halves
}

/**
 * A layer that passes every request on, in two halves: what it does with the request gives what it does with the reply.
 * Undefined: this request takes the layer as a whole.
 */
export type Halves = (ctx: Ctx) => ((reply: Reply) => void) | undefined

/** Makes a layer of its halves, under a name for messages: where the reply is there at once, no promise is made for it. */
export function outgoing(name: string, halves: (ctx: Ctx) => (reply: Reply) => void): Layer {
  const whole: Layer = (ctx, next) => {
    const leave = halves(ctx)
    return next().then((reply) => {
      leave(reply)
      return reply
    })
  }
  Object.defineProperty(whole, 'name', { value: name })
  return inHalves(whole, halves)
}

/** Gives a layer its halves. */
export function inHalves(layer: Layer, halves: Halves): Layer {
  return Object.assign(layer, { '~halves': halves })
}

/** Marks a layer that belongs around the app: around a route it would not be asked where it must be. */
export function outermost(layer: Layer): Layer {
  return Object.assign(layer, { '~outermost': true as const })
}
