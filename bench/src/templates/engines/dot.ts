// doT: templates compiled to functions from generated code; layout and partials are put together before that.

import { loadUntyped } from '../../untyped.js'
import type { Compiled, Engine } from '../engine.js'

interface DoT {
  readonly templateSettings: object
  template(text: string, settings: object | undefined, definitions: Readonly<Record<string, string>>): Compiled
}

const VALUES = `<article>
  <h1>{{!it.title}}</h1>
  <p>by {{!it.author}} on {{!it.date}}</p>
  <p>{{!it.summary}}</p>
  <small>{{!it.count}} comments</small>
</article>
`
const TABLE = `<table>
{{~it.rows :row}}
<tr><td>{{!row.id}}</td><td>{{!row.name}}</td><td>{{!row.email}}</td><td>{{!row.city}}</td></tr>
{{~}}
</table>
`
const BODY = `<h1>{{!it.title}}</h1>
<ul>
{{~it.posts :post}}
{{#def.item}}
{{~}}
</ul>
`
const LAYOUT = `<!doctype html>
<html lang="en">
<head><title>{{!it.title}}</title></head>
<body>
{{#def.nav}}
<main>
{{#def.body}}
</main>
<footer>All of it is free.</footer>
</body>
</html>
`
const NAV = `<nav>Signed in as {{!it.user.name}}{{?it.user.admin}}<b>admin</b>{{?}}</nav>
`
const ITEM = `<li><h2>{{!post.title}}</h2><p>by {{!post.author}}</p>{{?post.draft}}<em>draft</em>{{??}}<p>{{!post.summary}}</p>{{?}}</li>
`

export const dot: Engine = {
  name: 'doT',
  prepare() {
    const { template } = loadUntyped<DoT>('dot')
    const compiled = (text: string) => template(text, undefined, { body: BODY, nav: NAV, item: ITEM })
    return { values: compiled(VALUES), table: compiled(TABLE), page: compiled(LAYOUT) }
  },
}
