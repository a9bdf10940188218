// The onion: layers folded once around what they guard. Inside it nothing is thrown past a layer:
// whatever goes wrong further in comes back to the layer as a reply.

import { discardInTheEnd } from './http/byte-stream.js'
import type { Context } from './http/context.js'
import type { Layer } from './http/layer.js'
import { Reply } from './http/reply.js'

/** Answers a request; may throw or reject. */
export type Run = (ctx: Context) => Reply | Promise<Reply>

/** Makes a reply of what was thrown; must neither throw nor reject. */
export type Fail = (ctx: Context, thrown: unknown) => Reply | Promise<Reply>

/** The same, but what it throws comes back as a reply. */
export function settled(run: Run, fail: Fail): Run {
  return (ctx) => {
    try {
      const reply = run(ctx)
      return reply instanceof Promise ? reply.catch((error) => fail(ctx, error)) : reply
    } catch (error) {
      return fail(ctx, error)
    }
  }
}

/** Folds layers around `inner`, the first outermost. */
export function fold(layers: readonly Layer[], inner: Run, fail: Fail): Run {
  return layers.reduceRight((within, layer) => wrap(layer, settled(within, fail), fail), inner)
}

function wrap(layer: Layer, inner: Run, fail: Fail): Run {
  return (ctx) => {
    let called = false
    const next = async () => {
      if (called) return fail(ctx, new Error(`${nameOf(layer)} called next() twice`))
      called = true
      const reply = await inner(ctx)
      discardInTheEnd(ctx, reply.body)
      return reply
    }
    const finish = (value: unknown) => resolved(ctx, checkReply(value, layer), fail)
    const reply = layer(ctx, next)
    return reply instanceof Promise ? reply.then(finish) : finish(reply)
  }
}

/** A page or file that a layer returns itself becomes bytes where thrown replies do. */
function resolved(ctx: Context, reply: Reply, fail: Fail): Reply | Promise<Reply> {
  return reply.body.kind === 'view' || reply.body.kind === 'file' ? fail(ctx, reply) : reply
}

function checkReply(value: unknown, layer: Layer): Reply {
  if (value instanceof Reply) return value
  throw new TypeError(
    `${nameOf(layer)} returned ${value === undefined ? 'nothing: a forgotten return?' : `a ${typeof value}`} where a layer returns a Reply`,
  )
}

function nameOf(layer: Layer): string {
  return layer.name === '' ? 'a layer' : `the layer ${layer.name}`
}
