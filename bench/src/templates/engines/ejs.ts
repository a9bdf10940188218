// ejs: templates compiled to functions from generated code; it has no layouts, so a page includes a head and a foot.

import { loadUntyped } from '../../untyped.js'
import type { Compiled, Engine } from '../engine.js'

interface Ejs {
  compile(text: string, options: EjsOptions): Compiled
}

interface EjsOptions {
  readonly cache: boolean
  readonly filename: string
  includer(name: string): { readonly template: string; readonly filename: string }
}

const VALUES = `<article>
  <h1><%= title %></h1>
  <p>by <%= author %> on <%= date %></p>
  <p><%= summary %></p>
  <small><%= count %> comments</small>
</article>
`
const TABLE = `<table>
<% for (const row of rows) { %>
<tr><td><%= row.id %></td><td><%= row.name %></td><td><%= row.email %></td><td><%= row.city %></td></tr>
<% } %>
</table>
`
const PARTS: Readonly<Record<string, string>> = {
  head: `<!doctype html>
<html lang="en">
<head><title><%= title %></title></head>
<body>
<%- include('nav', user) %>
<main>
`,
  foot: `</main>
<footer>All of it is free.</footer>
</body>
</html>
`,
  nav: `<nav>Signed in as <%= name %><% if (admin) { %><b>admin</b><% } %></nav>
`,
  item: `<li><h2><%= title %></h2><p>by <%= author %></p><% if (draft) { %><em>draft</em><% } else { %><p><%= summary %></p><% } %></li>
`,
}
const PAGE = `<%- include('head', { title, user }) %>
<h1><%= title %></h1>
<ul>
<% for (const post of posts) { %>
<%- include('item', post) %>
<% } %>
</ul>
<%- include('foot') %>
`

const includer: EjsOptions['includer'] = (name) => ({ template: PARTS[name] ?? '', filename: `/${name}.ejs` })

export const ejs: Engine = {
  name: 'ejs',
  prepare() {
    const { compile } = loadUntyped<Ejs>('ejs')
    const compiled = (name: string, text: string) => compile(text, { cache: true, filename: `/${name}.ejs`, includer })
    return { values: compiled('values', VALUES), table: compiled('table', TABLE), page: compiled('page', PAGE) }
  },
}
