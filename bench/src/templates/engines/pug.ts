// pug: files compiled to functions from generated code; a layout that is extended, partials as includes.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadUntyped } from '../../untyped.js'
import type { Compiled, Engine } from '../engine.js'

interface Pug {
  compileFile(path: string, options: { readonly compileDebug: boolean }): Compiled
}

const FILES = {
  'values.pug': `article
  h1= title
  p by #{author} on #{date}
  p= summary
  small #{count} comments
`,
  'table.pug': `table
  each row in rows
    tr
      td= row.id
      td= row.name
      td= row.email
      td= row.city
`,
  'page.pug': `extends layout.pug
block body
  h1= title
  ul
    each post in posts
      include item.pug
`,
  'layout.pug': `doctype html
html(lang="en")
  head
    title= title
  body
    include nav.pug
    main
      block body
    footer All of it is free.
`,
  'nav.pug': `nav Signed in as #{user.name}
  if user.admin
    b admin
`,
  'item.pug': `li
  h2= post.title
  p by #{post.author}
  if post.draft
    em draft
  else
    p= post.summary
`,
}

export const pug: Engine = {
  name: 'pug',
  prepare(folder) {
    const { compileFile } = loadUntyped<Pug>('pug')
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
    const compiled = (name: string) => compileFile(join(folder, name), { compileDebug: false })
    return { values: compiled('values.pug'), table: compiled('table.pug'), page: compiled('page.pug') }
  },
}
