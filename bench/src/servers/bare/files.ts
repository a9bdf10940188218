// Files on bare node:http: the usual `stat` and `createReadStream().pipe()`; their tag is made of size and time.

import { createReadStream, type Stats, stat } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { ASSETS } from '../../content.js'
import { notFound } from './answers.js'

const FILES = new Set<string>(Object.values(ASSETS).map(({ path }) => path))
const TYPE = 'application/octet-stream'

/** GET of a file. */
export const files: RequestListener = ({ url = '' }, res) => {
  withFile(url, res, ({ size }, path) => {
    res.writeHead(200, { 'content-type': TYPE, 'content-length': size })
    createReadStream(path).pipe(res)
  })
}

/** HEAD of a file. */
export const head: RequestListener = ({ url = '' }, res) => {
  withFile(url, res, ({ size }) => {
    res.writeHead(200, { 'content-type': TYPE, 'content-length': size })
    res.end()
  })
}

/** GET of a file that may be known. */
export const revalidated: RequestListener = (req, res) => {
  withFile(req.url ?? '', res, ({ size, mtimeMs }, path) => {
    const etag = `"${size}-${mtimeMs}"`
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, { etag }).end()
      return
    }
    res.writeHead(200, { 'content-type': TYPE, 'content-length': size, etag })
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
