// node:http with nothing on top, doing the work of each scenario as plainly as it can be written: the baseline.
// Files are the usual `stat` and `createReadStream().pipe()`.

import { createReadStream, stat } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { ASSETS, DOCUMENT, GREETING } from '../content.js'
import { forScenario, serve } from './program.js'

const FILES = new Set<string>(Object.values(ASSETS).map(({ path }) => path))
const ORDER = '/orders/'

const hello: RequestListener = (req, res) => {
  if (req.url === '/') send(res, 'text/plain; charset=utf-8', GREETING)
  else notFound(res)
}

const json: RequestListener = (req, res) => {
  if (req.url === '/json') send(res, 'application/json; charset=utf-8', JSON.stringify(DOCUMENT))
  else notFound(res)
}

const parameter: RequestListener = ({ url = '' }, res) => {
  if (!url.startsWith(ORDER)) return notFound(res)
  send(res, 'text/plain; charset=utf-8', `orders ${decodeURIComponent(url.slice(ORDER.length))}`)
}

const file: RequestListener = ({ url = '' }, res) => {
  if (!FILES.has(url)) return notFound(res)
  const path = join(process.cwd(), url)
  stat(path, (error, stats) => {
    if (error) return notFound(res)
    res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': stats.size })
    createReadStream(path).pipe(res)
  })
}

function send(res: ServerResponse, type: string, body: string): void {
  res.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

function notFound(res: ServerResponse): void {
  res.writeHead(404, { 'content-length': 0 })
  res.end()
}

serve(forScenario({ hello, json, parameter, 'static-1k': file, 'static-100k': file, 'static-1m': file }))
