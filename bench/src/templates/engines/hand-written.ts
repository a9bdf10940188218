// The yardstick: a function as one would write it without an engine, with template literals and an escape by `replace`.

import type { Engine } from '../engine.js'
import type { Article, Page, Post, Renderers, Table } from '../scenarios.js'

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (char) => REFERENCES[char] ?? char)
}

function values({ title, author, date, summary, count }: Article): string {
  return `<article>
  <h1>${escaped(title)}</h1>
  <p>by ${escaped(author)} on ${escaped(date)}</p>
  <p>${escaped(summary)}</p>
  <small>${escaped(count)} comments</small>
</article>
`
}

function table({ rows }: Table): string {
  let out = '<table>\n'
  for (const { id, name, email, city } of rows) {
    out += `<tr><td>${escaped(id)}</td><td>${escaped(name)}</td><td>${escaped(email)}</td><td>${escaped(city)}</td></tr>\n`
  }
  return `${out}</table>\n`
}

function layout(title: string, user: Page['user'], body: string): string {
  return `<!doctype html>
<html lang="en">
<head><title>${escaped(title)}</title></head>
<body>
${nav(user)}<main>
${body}</main>
<footer>All of it is free.</footer>
</body>
</html>
`
}

function nav({ name, admin }: Page['user']): string {
  return `<nav>Signed in as ${escaped(name)}${admin ? '<b>admin</b>' : ''}</nav>\n`
}

function item({ title, author, summary, draft }: Post): string {
  const rest = draft ? '<em>draft</em>' : `<p>${escaped(summary)}</p>`
  return `<li><h2>${escaped(title)}</h2><p>by ${escaped(author)}</p>${rest}</li>\n`
}

function page({ title, user, posts }: Page): string {
  let list = ''
  for (const post of posts) list += item(post)
  return layout(title, user, `<h1>${escaped(title)}</h1>\n<ul>\n${list}</ul>\n`)
}

const renderers: Renderers = { values, table, page }

export const handWritten: Engine = { name: 'hand-written', prepare: () => renderers }
