// eta: templates compiled to functions from generated code; a layout and includes by name.

import { Eta } from 'eta'
import type { Engine } from '../engine.js'

const VALUES = `<article>
  <h1><%= it.title %></h1>
  <p>by <%= it.author %> on <%= it.date %></p>
  <p><%= it.summary %></p>
  <small><%= it.count %> comments</small>
</article>
`
const TABLE = `<table>
<% for (const row of it.rows) { %>
<tr><td><%= row.id %></td><td><%= row.name %></td><td><%= row.email %></td><td><%= row.city %></td></tr>
<% } %>
</table>
`
const PAGE = `<% layout('@layout') %>
<h1><%= it.title %></h1>
<ul>
<% for (const post of it.posts) { %>
<%~ include('@item', post) %>
<% } %>
</ul>
`
const LAYOUT = `<!doctype html>
<html lang="en">
<head><title><%= it.title %></title></head>
<body>
<%~ include('@nav', it.user) %>
<main>
<%~ it.body %>
</main>
<footer>All of it is free.</footer>
</body>
</html>
`
const NAV = `<nav>Signed in as <%= it.name %><% if (it.admin) { %><b>admin</b><% } %></nav>
`
const ITEM = `<li><h2><%= it.title %></h2><p>by <%= it.author %></p><% if (it.draft) { %><em>draft</em><% } else { %><p><%= it.summary %></p><% } %></li>
`

export const eta: Engine = {
  name: 'eta',
  prepare() {
    const engine = new Eta({ cache: true })
    const templates = { values: VALUES, table: TABLE, page: PAGE, layout: LAYOUT, nav: NAV, item: ITEM }
    for (const [name, text] of Object.entries(templates)) engine.loadTemplate(`@${name}`, text)
    return {
      values: (data) => engine.render('@values', data),
      table: (data) => engine.render('@table', data),
      page: (data) => engine.render('@page', data),
    }
  },
}
