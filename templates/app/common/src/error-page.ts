// The pages that readers see when something goes wrong. What caused a server error stays in the log.

import { type Ctx, type HttpError, render } from 'miniweb'

export function errorPage(ctx: Ctx, { status, message }: HttpError) {
  if (status === 404) return render('errors/not-found.html', { path: ctx.path })
  return render('errors/failed.html', { status, reason: status < 500 ? message : undefined })
}
