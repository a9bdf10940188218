// The onion: layers folded once around what they guard. Inside it nothing is thrown past a layer:
// whatever goes wrong further in comes back to the layer as a reply.

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
  return layers.reduceRight((within, layer) => wrap(layer, settled(within, fail)), inner)
}

function wrap(layer: Layer, inner: Run): Run {
  return (ctx) => {
    let called = false
    const next = async () => {
      if (called) throw new Error(`${nameOf(layer)} called next() twice`)
      called = true
      return inner(ctx)
    }
    const reply = layer(ctx, next)
    return reply instanceof Promise ? reply.then((value) => checkReply(value, layer)) : checkReply(reply, layer)
  }
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
