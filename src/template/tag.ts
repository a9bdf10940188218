// The tagged literal html`…`: HTML written in code, its values escaped.
// It knows no files, no data scopes and no HTTP; what it makes is a SafeHtml.

import { escapeHtml } from './escape/html.js'
import { SafeHtml, type TrustedUrl } from './safe-html.js'

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

/**
 * Makes HTML from a literal: nested `` html`…` `` and the items of arrays stand as they are, everything else is escaped.
 *
 * @example html`<ul>${posts.map((post) => html`<li>${post.title}</li>`)}</ul>`
 * @throws TypeError for a value that has no text: a plain object, function, promise or symbol
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let out = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) out += text(values[i]) + (strings[i + 1] ?? '')
  return new SafeHtml(out)
}

function text(value: unknown): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value === null || value === undefined || value === false) return ''
  if (SafeHtml.is(value)) return value.toString()
  if (Array.isArray(value)) return value.map(text).join('')
  if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`html\`…\` cannot print a ${typeof value}`)
  }
  return String(value)
}
