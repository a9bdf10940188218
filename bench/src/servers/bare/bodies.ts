// Bodies on bare node:http, read by `data` and `end`; without a limit, and without a look at the type.

import type { IncomingMessage, RequestListener } from 'node:http'
import { parse } from 'node:querystring'
import { empty, JSON_TYPE, notFound, send } from './answers.js'

/** POST /echo: the document that came in. */
export const echo: RequestListener = (req, res) => {
  if (req.method !== 'POST' || req.url !== '/echo') return notFound(res)
  withBody(req, (text) => send(res, JSON_TYPE, JSON.stringify(JSON.parse(text))))
}

/** POST /contact: the fields of the form, as JSON. */
export const form: RequestListener = (req, res) => {
  if (req.method !== 'POST' || req.url !== '/contact') return notFound(res)
  withBody(req, (text) => send(res, JSON_TYPE, JSON.stringify(parse(text))))
}

/** POST /orders: the document as the schema gives it. */
export async function validated(): Promise<RequestListener> {
  const { NewOrder } = await import('../../new-order.js')
  return (req, res) => {
    if (req.method !== 'POST' || req.url !== '/orders') return notFound(res)
    withBody(req, (text) => {
      const { success, data } = NewOrder.safeParse(JSON.parse(text))
      if (success) send(res, JSON_TYPE, JSON.stringify(data))
      else empty(res, 422)
    })
  }
}

function withBody(req: IncomingMessage, take: (text: string) => void): void {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => take(Buffer.concat(chunks).toString()))
}
