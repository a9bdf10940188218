// Calls a tag function with the literal that a template of plain names would be in code.

import type { HtmlValue, html } from '../../src/template/tag.js'

/** `<p>{{ one.t0 }}</p>` becomes a call for `<p>${data.one.t0}</p>`. */
export function taggedBy(tag: typeof html, template: string, data: object): ReturnType<typeof html> {
  const pieces = template.split(/\{\{ ?([\w.]+) ?\}\}/)
  const strings = pieces.filter((_, i) => i % 2 === 0)
  const values = pieces.filter((_, i) => i % 2 === 1).map((path) => valueAt(data, path))
  return tag(Object.assign(strings, { raw: strings }), ...values)
}

/** The boundary to values that the compiler would not let into a literal, but which programs have. */
function valueAt(data: object, path: string): HtmlValue {
  const value = path.split('.').reduce<unknown>((from, name) => Object(from)[name], data)
  return value as HtmlValue
}
