// miniweb: the built engine, its templates in a folder, found by name for each rendering.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TemplateEngine } from '../../../../dist/index.js'
import type { Engine } from '../engine.js'

const FILES = {
  'values.html': `<article>
  <h1>{{ title }}</h1>
  <p>by {{ author }} on {{ date }}</p>
  <p>{{ summary }}</p>
  <small>{{ count }} comments</small>
</article>
`,
  'table.html': `<table>
{{#for row in rows}}
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.email }}</td><td>{{ row.city }}</td></tr>
{{/for}}
</table>
`,
  'page.html': `{{<layouts/main}}
{{$title}}{{ title }}{{/title}}
{{$body}}
<h1>{{ title }}</h1>
<ul>
{{#for post in posts}}
{{> parts/item}}
{{/for}}
</ul>
{{/body}}
`,
  'layouts/main.html': `<!doctype html>
<html lang="en">
<head><title>{{$title}}{{/title}}</title></head>
<body>
{{> parts/nav}}
<main>
{{$body}}{{/body}}
</main>
<footer>All of it is free.</footer>
</body>
</html>
`,
  'parts/nav.html': `<nav>Signed in as {{ user.name }}{{#if user.admin}}<b>admin</b>{{/if}}</nav>
`,
  'parts/item.html': `<li><h2>{{ post.title }}</h2><p>by {{ post.author }}</p>{{#if post.draft}}<em>draft</em>{{else}}<p>{{ post.summary }}</p>{{/if}}</li>
`,
}

export const miniweb: Engine = {
  name: 'miniweb',
  prepare(folder) {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const engine = new TemplateEngine({ dir: folder, dev: false })
    return {
      values: (data) => engine.render('values.html', data),
      table: (data) => engine.render('table.html', data),
      page: (data) => engine.render('page.html', data),
    }
  },
}
