// What a server is asked in a scenario: the same of all of them, but for the entity tag that each gave itself.

import { checkAnswer } from './answer.js'
import { BenchFailure } from './failure.js'
import type { Question, Scenario } from './scenarios.js'
import type { RunningServer } from './server-process.js'

/** What to ask a server. @throws BenchFailure if it does not answer a plain GET as it must, or gives no tag with it */
export async function questionFor(
  { name, origin }: RunningServer,
  { path, method, before }: Scenario,
): Promise<Question> {
  const question: Question = { url: origin + path, method, headers: {} }
  if (before === undefined) return question
  const { etag } = await checkAnswer(name, question, before)
  if (etag === undefined) throw new BenchFailure(`${name} sends no ETag with ${path}`)
  return { ...question, headers: { 'if-none-match': etag } }
}
