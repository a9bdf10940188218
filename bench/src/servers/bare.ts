// node:http with nothing on top, doing the work of each scenario as plainly as it can be written: the baseline.
// Files are the usual `stat` and `createReadStream().pipe()`, their tag is made of size and time.

import { createReadStream, type Stats, stat } from 'node:fs'
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
  withFile(url, res, ({ size }, path) => {
    res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
    createReadStream(path).pipe(res)
  })
}

const head: RequestListener = ({ url = '' }, res) => {
  withFile(url, res, ({ size }) => {
    res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
    res.end()
  })
}

const revalidated: RequestListener = (req, res) => {
  withFile(req.url ?? '', res, ({ size, mtimeMs }, path) => {
    const etag = `"${size}-${mtimeMs}"`
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, { etag }).end()
      return
    }
    res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size, etag })
    createReadStream(path).pipe(res)
  })
}

function withFile(url: string, res: ServerResponse, answer: (stats: Stats, path: string) => void): void {
  const path = join(process.cwd(), url)
  if (!FILES.has(url)) notFound(res)
  else
    stat(path, (error, stats) => {
      if (error) notFound(res)
      else answer(stats, path)
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

serve(
  forScenario({
    hello,
    json,
    parameter,
    'static-1k': file,
    'static-100k': file,
    'static-1m': file,
    'static-head': head,
    'static-304': revalidated,
  }),
)
