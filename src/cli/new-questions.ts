// What `miniweb new` asks on a terminal, where its options say nothing: the name, and what to begin with.

import type { Questions } from './ask.js'
import { nameProblem } from './package-name.js'
import type { NewApp } from './scaffold.js'
import type { Terminal } from './terminal.js'

/** What is known before anything is asked. */
export interface Known {
  readonly name: string | undefined
  readonly content: NewApp['content'] | undefined
  /** The name that an empty answer means. */
  readonly suggested: string | undefined
}

/** What there was to ask. */
export type Answers = Pick<NewApp, 'name' | 'content'>

/** Asks for what is not known. Undefined if a question is left without an answer. */
export async function askForRest(known: Known, terminal: Terminal, questions: Questions): Promise<Answers | undefined> {
  const name = known.name ?? (await askName(known.suggested, terminal, questions))
  if (name === undefined) return undefined
  const content = known.content ?? (await askContent(questions))
  return content && { name, content }
}

/** Asks until the name can be used. */
async function askName(
  suggested: string | undefined,
  terminal: Terminal,
  questions: Questions,
): Promise<string | undefined> {
  const hint = suggested === undefined ? '' : ` (${suggested})`
  for (;;) {
    const answer = await questions.ask(`Name of the package${hint}: `)
    if (answer === undefined) return undefined
    const name = answer === '' && suggested !== undefined ? suggested : answer
    const problem = nameProblem(name)
    if (problem === undefined) return name
    terminal.error(terminal.red(problem))
  }
}

async function askContent(questions: Questions): Promise<NewApp['content'] | undefined> {
  const answer = await questions.ask('Begin with an example, a guest book with a form? (Y/n) ')
  if (answer === undefined) return undefined
  return /^no?$/i.test(answer) ? 'empty' : 'example'
}
