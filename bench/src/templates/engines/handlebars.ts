// handlebars: templates compiled to functions from generated code; a layout is a partial with a block.

import Handlebars from 'handlebars'
import type { Engine } from '../engine.js'

const VALUES = `<article>
  <h1>{{title}}</h1>
  <p>by {{author}} on {{date}}</p>
  <p>{{summary}}</p>
  <small>{{count}} comments</small>
</article>
`
const TABLE = `<table>
{{#each rows}}
<tr><td>{{id}}</td><td>{{name}}</td><td>{{email}}</td><td>{{city}}</td></tr>
{{/each}}
</table>
`
const PAGE = `{{#> layout}}
<h1>{{title}}</h1>
<ul>
{{#each posts}}
{{> item}}
{{/each}}
</ul>
{{/layout}}
`
const LAYOUT = `<!doctype html>
<html lang="en">
<head><title>{{title}}</title></head>
<body>
{{> nav user}}
<main>
{{> @partial-block}}
</main>
<footer>All of it is free.</footer>
</body>
</html>
`
const NAV = `<nav>Signed in as {{name}}{{#if admin}}<b>admin</b>{{/if}}</nav>
`
const ITEM = `<li><h2>{{title}}</h2><p>by {{author}}</p>{{#if draft}}<em>draft</em>{{else}}<p>{{summary}}</p>{{/if}}</li>
`

export const handlebars: Engine = {
  name: 'handlebars',
  prepare() {
    const engine = Handlebars.create()
    engine.registerPartial({ layout: LAYOUT, nav: NAV, item: ITEM })
    return { values: engine.compile(VALUES), table: engine.compile(TABLE), page: engine.compile(PAGE) }
  },
}
