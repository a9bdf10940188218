// liquidjs: parsed once, interpreted for each rendering, no code made; a layout with a block, partials by `render`.

import { Liquid } from 'liquidjs'
import type { Engine } from '../engine.js'

const TEMPLATES = {
  values: `<article>
  <h1>{{ title }}</h1>
  <p>by {{ author }} on {{ date }}</p>
  <p>{{ summary }}</p>
  <small>{{ count }} comments</small>
</article>
`,
  table: `<table>
{% for row in rows %}
<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.email }}</td><td>{{ row.city }}</td></tr>
{% endfor %}
</table>
`,
  page: `{% layout 'main' %}
{% block body %}
<h1>{{ title }}</h1>
<ul>
{% for post in posts %}
{% render 'item', post: post %}
{% endfor %}
</ul>
{% endblock %}
`,
  main: `<!doctype html>
<html lang="en">
<head><title>{{ title }}</title></head>
<body>
{% render 'nav', user: user %}
<main>
{% block body %}{% endblock %}
</main>
<footer>All of it is free.</footer>
</body>
</html>
`,
  nav: `<nav>Signed in as {{ user.name }}{% if user.admin %}<b>admin</b>{% endif %}</nav>
`,
  item: `<li><h2>{{ post.title }}</h2><p>by {{ post.author }}</p>{% if post.draft %}<em>draft</em>{% else %}<p>{{ post.summary }}</p>{% endif %}</li>
`,
}

export const liquidjs: Engine = {
  name: 'liquidjs',
  prepare() {
    const engine = new Liquid({ templates: TEMPLATES, outputEscape: 'escape', cache: true })
    const compiled = (name: string) => {
      const parsed = engine.parseFileSync(name)
      return (data: object): string => String(engine.renderSync(parsed, data))
    }
    return { values: compiled('values'), table: compiled('table'), page: compiled('page') }
  },
}
