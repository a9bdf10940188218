// What the app under load serves, and what it must answer: each request with the bytes that are due.

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One request and the answer that is due. */
export interface Asked {
  readonly kind: Kind
  /** The bytes of the request, one for each character. */
  readonly bytes: string
  readonly body: string
}

/** What is asked for. */
export const KINDS = ['json', 'page', 'file', 'upload', 'stream'] as const

/** One of what is asked for. */
export type Kind = (typeof KINDS)[number]

/** How many pieces a stream has. */
export const STREAM_PIECES = 20

const FILE = 'a line of a static file\n'.repeat(1000)

/** A folder with the templates and static files of the app; its path. */
export function siteFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'miniweb-soak-'))
  mkdirSync(join(folder, 'templates'))
  mkdirSync(join(folder, 'static'))
  writeFileSync(join(folder, 'templates/page.html'), '<h1>{{name}}</h1>{{#for one in list}}<p>{{one}}</p>{{/for}}')
  writeFileSync(join(folder, 'static/file.txt'), FILE)
  return folder
}

/** The pieces of a stream. */
export async function* pieces(id: number, count: number): AsyncGenerator<string> {
  for (let index = 0; index < count; index++) {
    yield piece(id, index)
    if (index % 5 === 4) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** @param number any number; the same gives the same request */
export function ask(kind: Kind, number: number): Asked {
  const id = number % 100_000
  if (kind === 'json') return get(kind, `/json/${id}`, `{"id":${id},"list":[1,2,3],"text":"a <b> & c"}`)
  if (kind === 'page') return get(kind, `/page/n${id}&`, `<h1>n${id}&amp;</h1><p>one</p><p>two</p><p>three</p>`)
  if (kind === 'file') return get(kind, '/static/file.txt', FILE)
  if (kind === 'stream')
    return get(kind, `/stream/${id}`, Array.from({ length: STREAM_PIECES }, (_, at) => piece(id, at)).join(''))
  return upload(id)
}

function get(kind: Kind, path: string, body: string): Asked {
  return { kind, bytes: `GET ${path} HTTP/1.1\r\nHost: soak.example\r\n\r\n`, body }
}

function upload(id: number): Asked {
  const sent = `upload ${id} `.repeat(500 + (id % 1000))
  const sha1 = createHash('sha1').update(sent).digest('hex')
  const head = 'POST /upload HTTP/1.1\r\nHost: soak.example\r\nContent-Type: application/octet-stream\r\n'
  const isChunked = id % 2 === 0
  const bytes = isChunked
    ? `${head}Transfer-Encoding: chunked\r\n\r\n${sent.length.toString(16)}\r\n${sent}\r\n0\r\n\r\n`
    : `${head}Content-Length: ${sent.length}\r\n\r\n${sent}`
  return { kind: 'upload', bytes, body: `{"bytes":${sent.length},"sha1":"${sha1}"}` }
}

function piece(id: number, index: number): string {
  return `${id}/${index} `.repeat(50)
}
