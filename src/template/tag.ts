// The tagged literal html`…`: HTML written in code, its values escaped by the same machine as those of templates.
// It knows no files, no scopes and no HTTP; what it makes is a SafeHtml.

import { TemplateError } from './error.js'
import { escapeInText, printIn } from './escape/context.js'
import { advanceHtml } from './escape/markup.js'
import { Refusal } from './escape/refusal.js'
import { HTML_TEXT, type HtmlState, whereIs } from './escape/state.js'
import type { EscapeRule } from './escape/text.js'
import { SafeHtml, type TrustedUrl } from './safe-html.js'
import { Place } from './source.js'

/** What may stand in an `` html`…` `` literal. */
export type HtmlValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | SafeHtml
  | TrustedUrl
  | readonly HtmlValue[]

/** The escapes of each literal in the program; the literal's own array of strings is the key. */
const RULES = new WeakMap<readonly string[], readonly EscapeRule[]>()

/**
 * Makes HTML from a literal: nested `` html`…` `` and the items of lists stand as they are where text may stand,
 * everything else is escaped for its place. Nothing is printed for null, undefined and false.
 *
 * @example html`<ul>${posts.map((post) => html`<li><a href="/posts/${post.id}">${post.title}</a></li>`)}</ul>`
 * @throws TypeError for a value that has no text: a plain object, function, promise or symbol
 * @throws TemplateError for a literal in which a value stands where none is safe
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  const rules = RULES.get(strings) ?? rulesOf(strings)
  let out = strings[0] ?? ''
  for (let i = 0; i < rules.length; i++) out += print(values[i], rules[i] ?? escapeInText) + (strings[i + 1] ?? '')
  return new SafeHtml(out)
}

function print(value: unknown, rule: EscapeRule): string {
  if (value === null || value === undefined || value === false) return rule('')
  if (Array.isArray(value) && rule === escapeInText) return value.map((item) => print(item, rule)).join('')
  return rule(value)
}

/** The rules of a literal's values, remembered. */
function rulesOf(strings: readonly string[]): readonly EscapeRule[] {
  const rules: EscapeRule[] = []
  let state = HTML_TEXT
  strings.forEach((text, index) => {
    state = guard(strings, index, 0, () => advanceHtml(state, text))
    if (index === strings.length - 1) return
    const printed = guard(strings, index, text.length, () => printIn(state, { raw: false, json: false }))
    state = printed.state
    rules.push(printed.rule)
  })
  guard(strings, strings.length - 1, strings.at(-1)?.length ?? 0, () => mustEndInText(state))
  RULES.set(strings, rules)
  return rules
}

function mustEndInText(state: HtmlState): void {
  if (state.mode !== 'text') throw new Refusal(`the literal ends ${whereIs(state)}, which is not closed`)
}

/** What stands for a value in the text that errors show. */
const HOLE = `\${…}`

/** Turns a Refusal into an error that shows the literal. @param from where in the piece of text the act begins */
function guard<T>(strings: readonly string[], piece: number, from: number, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const before = strings.slice(0, piece).reduce((sum, text) => sum + text.length + HOLE.length, 0)
    const source = { name: 'html`…`', file: 'html`…`', text: strings.join(HOLE) }
    throw new TemplateError(error.message, new Place(source, before + from + error.index, from === 0 ? 1 : HOLE.length))
  }
}
