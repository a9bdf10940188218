// Five functions around a listener on bare node:http, folded once at start; each counts itself.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { notFound, send, TEXT } from './answers.js'

type Visited = IncomingMessage & { visits?: number }
type Run = (req: Visited, res: ServerResponse) => void
type AsyncRun = (req: Visited, res: ServerResponse) => Promise<void>

const answer: Run = (req, res) => {
  if (req.url === '/') send(res, TEXT, `visits: ${req.visits}`)
  else notFound(res)
}

/** Layers that pass on at once. */
export const layersSync: RequestListener = five<Run>(answer, (within) => (req, res) => {
  req.visits = (req.visits ?? 0) + 1
  within(req, res)
})

/** Layers that wait for what lies further in. */
export const layersAsync: RequestListener = five<AsyncRun>(async (req, res) => answer(req, res), asyncLayer)

function asyncLayer(within: AsyncRun): AsyncRun {
  return async (req, res) => {
    req.visits = (req.visits ?? 0) + 1
    await within(req, res)
  }
}

function five<Any>(inner: Any, layer: (within: Any) => Any): Any {
  let run = inner
  for (let count = 0; count < 5; count++) run = layer(run)
  return run
}
