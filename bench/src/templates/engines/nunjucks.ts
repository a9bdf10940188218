// nunjucks: templates compiled to functions from generated code; a layout that is extended, partials as includes.

import { loadUntyped } from '../../untyped.js'
import type { Engine } from '../engine.js'

interface Nunjucks {
  readonly Environment: new (loader: Loader, options: { readonly autoescape: boolean }) => Environment
}

interface Loader {
  getSource(name: string): { readonly src: string; readonly path: string; readonly noCache: boolean }
}

interface Environment {
  getTemplate(name: string, eager: boolean): { render(data: object): string }
}

const TEMPLATES: Readonly<Record<string, string>> = {
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
  page: `{% extends 'layout' %}
{% block body %}
<h1>{{ title }}</h1>
<ul>
{% for post in posts %}
{% include 'item' %}
{% endfor %}
</ul>
{% endblock %}
`,
  layout: `<!doctype html>
<html lang="en">
<head><title>{{ title }}</title></head>
<body>
{% include 'nav' %}
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

const loader: Loader = { getSource: (name) => ({ src: TEMPLATES[name] ?? '', path: name, noCache: false }) }

export const nunjucks: Engine = {
  name: 'nunjucks',
  prepare() {
    const { Environment } = loadUntyped<Nunjucks>('nunjucks')
    const environment = new Environment(loader, { autoescape: true })
    const [values, table, page] = ['values', 'table', 'page'].map((name) => environment.getTemplate(name, true))
    return {
      values: (data) => values?.render(data) ?? '',
      table: (data) => table?.render(data) ?? '',
      page: (data) => page?.render(data) ?? '',
    }
  },
}
