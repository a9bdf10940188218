// The properties, as fast-check takes them: a page with hostile values has the structure of the page with harmless ones,
// for templates and for html`…`. Used by the tests, and by the nightly run.

import fc, { type IProperty } from 'fast-check'
import { ItemScope } from '../../src/template/render/scope.js'
import { html } from '../../src/template/tag.js'
import { libraryOf } from '../template/in-memory.js'
import { type Data, type Twins, twins } from './data.js'
import { judgeFragments, judgePages } from './judge/page.js'
import { taggedBy } from './literal.js'
import { type Files, pages, plainElements } from './pages.js'

/** Rendered pages of random templates. */
export function pageProperty(): IProperty<[Files, Twins]> {
  return fc.property(pages, twins, (files, { hostile, harmless }) => {
    const render = rendererOf(files)
    judgePages(render(hostile), render(harmless))
  })
}

/** Random literals, each with another in the place of a text. */
export function literalProperty(): IProperty<[string, string, Twins]> {
  return fc.property(plainElements, plainElements, twins, (outer, inner, { hostile, harmless }) => {
    judgeFragments(literal(outer, inner, hostile), literal(outer, inner, harmless))
  })
}

function rendererOf(files: Files): (data: Data) => string {
  const library = libraryOf(files)
  const template = library.template('page.html')
  if (template === undefined) throw new Error('there is no page')
  const page = library.page(template)
  return (data) => library.render({ template, render: page.whole }, new ItemScope(undefined, data))
}

/** A literal with another in its middle. */
function literal(outer: string, inner: string, data: Data): string {
  const nested = taggedBy(html, inner, data)
  return String(taggedBy(html, `${outer}<div>{{ nested }}</div>`, { ...data, nested }))
}
