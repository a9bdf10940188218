// Answers on bare node:http: one head with a length, and the body.

import type { ServerResponse } from 'node:http'

export const TEXT = 'text/plain; charset=utf-8'
export const HTML = 'text/html; charset=utf-8'
export const JSON_TYPE = 'application/json; charset=utf-8'

/** Answers 200. */
export function send(res: ServerResponse, type: string, body: string): void {
  res.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

/** Answers 404. */
export function notFound(res: ServerResponse): void {
  empty(res, 404)
}

/** Answers without a body. */
export function empty(res: ServerResponse, status: number): void {
  res.writeHead(status, { 'content-length': 0 })
  res.end()
}
