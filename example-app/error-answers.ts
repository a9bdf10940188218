// What went wrong, for people as a page of the board, for programs as problem details.
// @see RFC 9457

import { STATUS_CODES } from 'node:http'
import { type Ctx, type HttpError, json, render } from 'miniweb'

/** Answers an error. What a server error says stays in the log. */
export function answerError(ctx: Ctx, error: HttpError) {
  const title = STATUS_CODES[error.status] ?? 'Error'
  const detail = error.status < 500 && error.message !== title ? error.message : undefined
  if (ctx.path === '/api' || ctx.path.startsWith('/api/')) return problem(error, title, detail)
  if (error.status === 404) return render('errors/not-found.html', { path: ctx.path })
  return render('errors/failed.html', { status: error.status, title, detail })
}

function problem({ status, issues }: HttpError, title: string, detail: string | undefined) {
  const about = { title, status, detail, ...(issues.length > 0 && { issues }) }
  return json(about, { status, headers: { 'content-type': 'application/problem+json' } })
}
