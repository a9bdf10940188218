// The layer that answers what watches over the app: whether its process lives, and whether it is ready for requests.
// @see https://kubernetes.io/docs/concepts/workloads/pods/probes/

import type { Ctx } from '../../http/context.js'
import { type Layer, outermost } from '../../http/layer.js'
import { json, type Reply } from '../../http/reply.js'
import type { Finding } from './check.js'
import { type HealthOptions, type HealthSettings, healthSettings } from './options.js'

/**
 * A layer that answers GET and HEAD of two paths, before anything further in is asked: the first with 200 as long as the process
 * answers, the second with 200, or with 503 once the app begins to close, and while a check fails. For `app.use`, first of all.
 *
 * @example app.use(health({ isReady: () => app.isReady, checks: { database: () => db.query('select 1') } }))
 * @throws ConfigError BAD_OPTION for a path, check or time that cannot be
 */
export function health(options: HealthOptions): Layer {
  const settings = healthSettings(options)
  return outermost(function health(ctx, next) {
    if (ctx.path === settings.path && isRead(ctx)) return answer(200, { status: 'ok' })
    return ctx.path === settings.ready && isRead(ctx) ? readiness(settings) : next()
  })
}

function isRead({ method }: Ctx): boolean {
  return method === 'GET' || method === 'HEAD'
}

async function readiness({ isReady, checks }: HealthSettings): Promise<Reply> {
  if (!isReady()) return answer(503, { status: 'not ready' })
  const findings = await Promise.all([...checks].map(async ([name, check]) => [name, await check.finding()] as const))
  const isFine = findings.every(([, finding]) => finding === 'ok')
  const found: Record<string, Finding> = Object.fromEntries(findings)
  return answer(isFine ? 200 : 503, { status: isFine ? 'ok' : 'failing', ...(checks.size > 0 && { checks: found }) })
}

function answer(status: number, body: object): Reply {
  return json(body, { status, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}
