// What development adds to the answers of an app: to whole pages the mistake of a template, and under `miniweb dev` the
// script that keeps them new. Loaded only there.

import { type DevSession, devSession } from '../dev-session.js'
import type { Context } from '../http/context.js'
import type { Reply } from '../http/reply.js'
import type { Fail, Run } from '../onion.js'
import type { TemplateError } from '../template/error.js'
import { widened } from './policy.js'
import { CHANGES_PATH, changesReply, readReloadScript } from './reload.js'
import { mistakeNotice } from './template-mistake.js'
import { addToPage, wholePage } from './whole-page.js'

/** An app that answers. */
export interface Answering {
  readonly answer: Run
  readonly fail: Fail
  /** What is wrong with the newest templates, if anything is. */
  readonly mistake: () => TemplateError | undefined
}

/** Answers a request, with what development adds. Neither throws nor rejects. */
export async function answerInDevelopment(ctx: Context, app: Answering): Promise<Reply> {
  const session = devSession()
  try {
    if (session && ctx.path === CHANGES_PATH) return changesReply(ctx, session)
    return addTo(await app.answer(ctx), app, session)
  } catch (error) {
    return app.fail(ctx, error)
  }
}

function addTo(reply: Reply, { mistake }: Answering, session: DevSession | undefined): Reply {
  const page = wholePage(reply)
  if (page === undefined) return reply
  const wrong = mistake()
  const notice = wrong === undefined ? '' : mistakeNotice(wrong)
  const script = session ? addScript(reply, session) : ''
  if (notice + script !== '') reply.body = { kind: 'bytes', bytes: addToPage(page, notice + script) }
  return reply
}

/** The element of the script, which the reply's own policy allows from now on. */
function addScript({ headers }: Reply, session: DevSession): string {
  const { element, hash } = readReloadScript()
  for (const name of ['content-security-policy', 'content-security-policy-report-only']) {
    const policy = headers.get(name)
    if (policy !== undefined) headers.set(name, widened(policy, hash))
  }
  return element(session.version)
}
