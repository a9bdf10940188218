// The pages of the scenarios `page` and `page-layout`: their data, and functions that write them by hand, which every
// server uses but miniweb. Its own templates in bench/templates give the same bytes.

/** Data for the table of fifty rows. */
export const TABLE = tableOf(50)

/** Data for a table of 10 KiB. */
export const LONG_TABLE = tableOf(121)

/** Data for a table of so many rows. */
function tableOf(length: number) {
  const rows = Array.from({ length }, (_, i) => ({
    id: i + 1,
    name: i % 10 === 0 ? `Row <${i}> & "more"` : `Row number ${i}`,
    email: `row${i}@mail.example`,
    city: ['Paris', 'Berlin', 'Tokyo', 'Lagos'][i % 4] ?? '',
  }))
  return { rows }
}

/** Data for the page with a layout, and a partial for each of twenty posts. */
export const BLOG = {
  title: 'Notes & queries',
  user: { name: 'Grace', admin: true },
  posts: Array.from({ length: 20 }, (_, i) => ({
    title: `Post ${i}`,
    author: i % 5 === 0 ? '<b>Ada</b>' : 'Ada',
    summary: 'A summary of what one would read if one went on to read all of it.',
    draft: i % 3 === 0,
  })),
}

type Post = (typeof BLOG)['posts'][number]

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The page of `page`. */
export function tablePage({ rows }: typeof TABLE): string {
  let out = '<table>\n'
  for (const { id, name, email, city } of rows) {
    out += `<tr><td>${escaped(id)}</td><td>${escaped(name)}</td><td>${escaped(email)}</td><td>${escaped(city)}</td></tr>\n`
  }
  return `${out}</table>\n`
}

/** The page of `page-layout`. */
export function blogPage({ title, user, posts }: typeof BLOG): string {
  let list = ''
  for (const post of posts) list += item(post)
  return layout(title, user, `<h1>${escaped(title)}</h1>\n<ul>\n${list}</ul>\n`)
}

function layout(title: string, user: (typeof BLOG)['user'], body: string): string {
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

function nav({ name, admin }: (typeof BLOG)['user']): string {
  return `<nav>Signed in as ${escaped(name)}${admin ? '<b>admin</b>' : ''}</nav>\n`
}

function item({ title, author, summary, draft }: Post): string {
  const rest = draft ? '<em>draft</em>' : `<p>${escaped(summary)}</p>`
  return `<li><h2>${escaped(title)}</h2><p>by ${escaped(author)}</p>${rest}</li>\n`
}

function escaped(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (char) => REFERENCES[char] ?? char)
}
