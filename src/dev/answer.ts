// What development adds to the answers of an app. Loaded only there.

import type { Context } from '../http/context.js'
import type { Reply } from '../http/reply.js'
import type { Run } from '../onion.js'
import type { TemplateError } from '../template/error.js'
import { mistakeNotice } from './template-mistake.js'
import { addToPage, wholePage } from './whole-page.js'

/**
 * Answers a request, with what development adds to pages.
 *
 * @param mistake what is wrong with the newest templates, if anything is
 */
export async function answerInDevelopment(
  ctx: Context,
  answer: Run,
  mistake: () => TemplateError | undefined,
): Promise<Reply> {
  const reply = await answer(ctx)
  const page = wholePage(reply)
  if (page === undefined) return reply
  const wrong = mistake()
  const addition = wrong === undefined ? '' : mistakeNotice(wrong)
  if (addition !== '') reply.body = { kind: 'bytes', bytes: addToPage(page, addition) }
  return reply
}
