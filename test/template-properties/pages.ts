// Random pages of templates: elements in loops, conditions, sections, partials with arguments, under a layout or alone.

import fc, { type Arbitrary } from 'fast-check'
import { codeAddress } from './addresses.js'
import { styleSheet } from './code.js'
import { code, conditional, markup } from './elements.js'
import { join, loopPrints, type Prints, plainPrints, prints } from './prints.js'

/** Templates by name; the first is the page. */
export type Files = Readonly<Record<string, string>>

/** A template, its partials and its layout. */
export const pages: Arbitrary<Files> = fc
  .record({
    page: fc.oneof(whole(nested(prints, 3)), underLayout(nested(prints, 2))),
    'parts/a.html': join`${elements(prints)}\n`,
    'parts/b.html': join`  {{> parts/a t0=t1}}\n${nested(prints, 0)}`,
    'layouts/main.html': whole(
      join`{{$body}}${elements(prints)}{{/body}}<footer>{{$foot}}${prints.text}{{/foot}}</footer>`,
    ),
  })
  .map(({ page, ...others }) => ({ 'page.html': page, ...others }))

/** Elements of which html`…` can be made. */
export const plainElements: Arbitrary<string> = join`${markup(plainPrints)}\n<div>${markup(plainPrints)}</div>`

function elements(names: Prints): Arbitrary<string> {
  return fc.oneof(markup(names), code(names), conditional(names))
}

/** Elements, and blocks with elements in them down to a depth. */
function nested(names: Prints, depth: number): Arbitrary<string> {
  if (depth === 0) return elements(names)
  const inner = nested(names, depth - 1)
  const inLoop = nested(loopPrints, depth - 1)
  return fc.oneof(
    elements(names),
    join`${inner}\n${elements(names)}`,
    join`<section class="${names.quoted}">\n  ${inner}\n</section>`,
    join`{{#for x in list}}\n${inLoop}\n{{else}}${inner}{{/for}}`,
    join`<ul>{{#list}}<li>${inner}</li>{{/list}}{{^list}}<li>${names.text}</li>{{/list}}</ul>`,
    join`{{#one}}${inner}{{/one}}`,
    join`{{#if flag}}\n${inner}\n{{else if other}}${inner}{{else}}${elements(names)}{{/if}}`,
    join`{{#flag}}${inner}{{else}}${inner}{{/flag}}`,
    fc.constantFrom('\n  {{> parts/a}}\n', '{{> parts/b t0=p0 u1=one.u0}}', '<div>{{> *part j0=j1 s0=t1}}</div>'),
  )
}

function whole(body: Arbitrary<string>): Arbitrary<string> {
  const { quoted } = prints
  const head = join`<title>{{$title}}${quoted}{{/title}}</title><meta name="a" content="${quoted}">`
  const links = join`<link rel="stylesheet" href="${codeAddress(prints)}"><style>${styleSheet(prints)}</style>`
  return join`<!doctype html>\n<html lang="${quoted}"><head>${head}${links}</head><body class="${quoted}">${body}</body></html>`
}

function underLayout(body: Arbitrary<string>): Arbitrary<string> {
  return join`{{<layouts/main}}\n{{$title}}a ${prints.quoted}{{/title}}\n{{$body}}\n  ${body}\n{{/body}}\n`
}
