// Runs the generator on templates written in tests, and finds one entry in what it writes.

import { type TemplateTypes, templateTypes } from '../../src/template/types/generate.js'

/** Templates by name. */
export type Templates = Readonly<Record<string, string>>

/** Generates the types of templates. */
export function generate(templates: Templates, globals: readonly string[] = []): TemplateTypes {
  const sources = Object.entries(templates).map(([name, text]) => ({ name, file: `templates/${name}`, text }))
  return templateTypes(sources, { folder: '../templates', globals })
}

/** The type of one entry, on one line. Throws if a template has a mistake. */
export function typeOf(templates: Templates, name: string, globals: readonly string[] = []): string | undefined {
  const { text, problems } = generate(templates, globals)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return entryOf(text, name)
}

/** The type of an entry in a generated file; undefined if it has none. */
export function entryOf(text: string, name: string): string | undefined {
  const start = `\n    '${name}':`
  const from = text.indexOf(start)
  if (from === -1) return undefined
  const [entry = ''] = text.slice(from + start.length).split(/\n(?: {4}'| {2}\})/)
  return oneLine(entry.trim())
}

/** Ends of lines separate properties where nothing else does. */
function oneLine(type: string): string {
  return type
    .replaceAll(/([^\s{<,|&])\n\s+(?=[^\s}|>&])/g, '$1; ')
    .replaceAll(/\n\s+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
}

/** What the problems of templates say: `a.html:1:4: message`. */
export function problemsOf(templates: Templates): readonly string[] {
  return generate(templates).problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
}
