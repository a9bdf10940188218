// A request as a line: for people, or as JSON for machines. Nothing that a client sends can end a line or begin another one.

import { printable } from '../../log.js'
import type { RequestRecord } from './record.js'

/** How lines look. */
export type RequestLogFormat = 'line' | 'json'

/** `12:03:44 GET /posts/7 200 3.2 ms 1834 B 9f0c…`; what is not known is a dash. */
export function asLine({ method, path, status, durationMs, bytes, aborted, id }: RequestRecord, at: Date): string {
  const time = at.toTimeString().slice(0, 8)
  const size = bytes === undefined ? '-' : `${bytes} B`
  return printable(
    `${time} ${method} ${oneWord(path)} ${status ?? '-'} ${durationMs} ms ${size} ${id}${aborted ? ' aborted' : ''}`,
  )
}

/** An object of JSON with the time in UTC. Only a path can have what JSON must escape, so that the rest is put together at once. */
export function asJson(
  { level, id, method, path, status, durationMs, bytes, aborted }: RequestRecord,
  at: Date,
): string {
  const request = `"time":"${timeText(at)}","level":"${level}","id":"${id}","method":"${method}","path":${JSON.stringify(path)}`
  const answer = status === undefined ? '' : `,"status":${status}`
  const size = bytes === undefined ? '' : `,"bytes":${bytes}`
  return printable(`{${request}${answer},"durationMs":${durationMs}${size},"aborted":${aborted}}`)
}

/** The last time that was written: under load many lines have the same millisecond, and its text costs more than theirs. */
let lastTime = { ms: Number.NaN, text: '' }

function timeText(at: Date): string {
  const ms = at.getTime()
  if (ms !== lastTime.ms) lastTime = { ms, text: at.toISOString() }
  return lastTime.text
}

/** A path with spaces or quotes in it in quotes, so that nothing in it can be taken for what follows it. */
function oneWord(path: string): string {
  return /[\s"\\]/.test(path) ? JSON.stringify(path) : path
}
