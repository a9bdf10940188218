// The guest book as an app: its folders, its controllers, its error page. Exported, never started here, so that tests can use it.

import { App, json, render } from 'miniweb'
import { Entries } from './entries.js'
import { EntriesApi } from './entries-api.js'
import { openGuestBook } from './guest-book.js'

const guestBook = openGuestBook(process.env['GUEST_BOOK'] ?? 'guest-book.db')

const app = new App({
  templates: new URL('templates', import.meta.url),
  static: new URL('static', import.meta.url),
})

app.register(new Entries(guestBook), new EntriesApi(guestBook))
app.error(404, (ctx, error) =>
  ctx.path.startsWith('/api/')
    ? json({ title: 'Not Found', status: 404, detail: error.message })
    : render('404.html', { path: ctx.path }),
)
app.onClose(() => guestBook.close())

export default app
