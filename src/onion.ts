// The onion: layers folded once around what they guard. Inside it nothing is thrown past a layer:
// whatever goes wrong further in comes back to the layer as a reply.
// A layer that returns the very promise that next() gave it costs no promise of its own; one in halves costs none where
// the reply is there at once.

import { discardInTheEnd } from './http/byte-stream.js'
import type { Context } from './http/context.js'
import type { Halves, Layer } from './http/layer.js'
import { Reply } from './http/reply.js'

/** Answers a request; may throw or reject. */
export type Run = (ctx: Context) => Reply | Promise<Reply>

/** Makes a reply of what was thrown; must neither throw nor reject. */
export type Fail = (ctx: Context, thrown: unknown) => Reply | Promise<Reply>

/** The same, but what it throws comes back as a reply, and the body is let go in the end, whoever drops the reply. */
export function settled(run: Run, fail: Fail): Run {
  const failed: Fail = (ctx, thrown) => kept(ctx, fail(ctx, thrown))
  return (ctx) => {
    try {
      const reply = run(ctx)
      return reply instanceof Promise
        ? reply.then(
            (value) => keep(ctx, value),
            (error) => failed(ctx, error),
          )
        : keep(ctx, reply)
    } catch (error) {
      return failed(ctx, error)
    }
  }
}

/** Folds layers around `inner`, the first outermost. Only without any layer it may throw or reject. */
export function fold(layers: readonly Layer[], inner: Run, fail: Fail): Run {
  if (layers.length === 0) return inner
  return layers.reduceRight((within, layer) => through(layer, within, fail), settled(inner, fail))
}

/** Puts a layer around what is settled already; the result is settled, too. */
export function through(layer: Layer, within: Run, fail: Fail): Run {
  const whole = throughWhole(layer, within, fail)
  const halves = layer['~halves']
  return halves ? throughHalves(halves, within, { fail, whole }) : whole
}

/** Puts the halves of a layer around it, without a promise where the reply is there at once. */
function throughHalves(halves: Halves, within: Run, { fail, whole }: { fail: Fail; whole: Run }): Run {
  const failed: Fail = (ctx, thrown) => kept(ctx, fail(ctx, thrown))
  return (ctx) => {
    let leave: ReturnType<Halves>
    try {
      leave = halves(ctx)
    } catch (error) {
      return failed(ctx, error)
    }
    if (!leave) return whole(ctx)
    const left = (reply: Reply): Reply | Promise<Reply> => {
      try {
        leave(reply)
        return reply
      } catch (error) {
        return failed(ctx, error)
      }
    }
    const reply = within(ctx)
    return reply instanceof Promise ? reply.then(left) : left(reply)
  }
}

function throughWhole(layer: Layer, within: Run, fail: Fail): Run {
  const failed: Fail = (ctx, thrown) => kept(ctx, fail(ctx, thrown))
  return (ctx) => {
    let called = false
    let reply: Reply | Promise<Reply> | undefined
    let given: Promise<Reply> | undefined
    const next = (): Promise<Reply> => {
      if (called) return Promise.resolve(failed(ctx, new Error(`${nameOf(layer)} called next() twice`)))
      called = true
      reply = within(ctx)
      given = Promise.resolve(reply)
      return given
    }
    try {
      const returned = layer(ctx, next)
      if (reply !== undefined && returned === given) return reply
      return returned instanceof Promise
        ? returned.then(
            (value) => accept(ctx, value, layer, failed),
            (error) => failed(ctx, error),
          )
        : accept(ctx, returned, layer, failed)
    } catch (error) {
      return failed(ctx, error)
    }
  }
}

/** What a layer returned, made ready for those further out; a page or file becomes bytes where thrown replies do. */
function accept(ctx: Context, value: unknown, layer: Layer, failed: Fail): Reply | Promise<Reply> {
  if (!(value instanceof Reply)) return failed(ctx, new TypeError(`${nameOf(layer)} returned ${adviceFor(value)}`))
  if (value.body.kind === 'view' || value.body.kind === 'file') return failed(ctx, value)
  return keep(ctx, value)
}

function kept(ctx: Context, reply: Reply | Promise<Reply>): Reply | Promise<Reply> {
  return reply instanceof Promise ? reply.then((value) => keep(ctx, value)) : keep(ctx, reply)
}

function keep(ctx: Context, reply: Reply): Reply {
  discardInTheEnd(ctx, reply.body)
  return reply
}

function adviceFor(value: unknown): string {
  return `${value === undefined ? 'nothing: a forgotten return?' : `a ${typeof value}`} where a layer returns a Reply`
}

function nameOf(layer: Layer): string {
  return layer.name === '' ? 'a layer' : `the layer ${layer.name}`
}
