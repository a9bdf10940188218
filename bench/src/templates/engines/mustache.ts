// mustache.js: parsed once, interpreted for each rendering, no code made; it has no layouts, so the page is a partial of one.

import { loadUntyped } from '../../untyped.js'
import type { Engine } from '../engine.js'

interface Mustache {
  render(template: string, data: object, partials?: Readonly<Record<string, string>>): string
}

const VALUES = `<article>
  <h1>{{title}}</h1>
  <p>by {{author}} on {{date}}</p>
  <p>{{summary}}</p>
  <small>{{count}} comments</small>
</article>
`
const TABLE = `<table>
{{#rows}}
<tr><td>{{id}}</td><td>{{name}}</td><td>{{email}}</td><td>{{city}}</td></tr>
{{/rows}}
</table>
`
const LAYOUT = `<!doctype html>
<html lang="en">
<head><title>{{title}}</title></head>
<body>
{{> nav}}
<main>
{{> body}}
</main>
<footer>All of it is free.</footer>
</body>
</html>
`
const PARTIALS = {
  body: `<h1>{{title}}</h1>
<ul>
{{#posts}}
{{> item}}
{{/posts}}
</ul>
`,
  nav: `<nav>Signed in as {{user.name}}{{#user.admin}}<b>admin</b>{{/user.admin}}</nav>
`,
  item: `<li><h2>{{title}}</h2><p>by {{author}}</p>{{#draft}}<em>draft</em>{{/draft}}{{^draft}}<p>{{summary}}</p>{{/draft}}</li>
`,
}

export const mustache: Engine = {
  name: 'mustache',
  prepare() {
    const { render } = loadUntyped<Mustache>('mustache')
    return {
      values: (data) => render(VALUES, data),
      table: (data) => render(TABLE, data),
      page: (data) => render(LAYOUT, data, PARTIALS),
    }
  },
}
