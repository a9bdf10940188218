// An app for the tests of the visitor: notes with files, behind a login, with sessions and tokens against forged requests.

import {
  App,
  csrf,
  flash,
  html,
  loginRedirect,
  memoryStore,
  redirect,
  returnPath,
  session,
  UploadedFile,
} from '../../src/index.js'

/** Notes of whoever logs in, by any name. */
export function notesApp(): App {
  const app = new App({ templates: false, dev: false })
  const written: string[] = []
  const pages = app
    .through(session<{ user: string }>({ store: memoryStore() }))
    .through(csrf())
    .through(flash())
  pages.get('/login', { name: 'Login.form' }, (ctx) => {
    const action = `/login?return=${encodeURIComponent(returnPath(ctx.query['return']))}`
    return html`<title>Log in</title><form method="post" action="${action}">${ctx.csrf.field}
      <input name="user"><button>Log in</button></form>`
  })
  pages.post('/login', async (ctx) => {
    const { fields } = await ctx.read.form()
    ctx.session.renew()
    ctx.session.data.user = String(fields['user'])
    return redirect(returnPath(ctx.query['return']))
  })
  pages.get('/notes', { name: 'Notes.list' }, (ctx) => {
    const { user } = ctx.session.data
    if (user === undefined) return loginRedirect(ctx, '/login')
    return html`<title>Notes of ${user}</title>
      <p class="flash">${ctx.flash.take().map(({ text }) => text)}</p>
      <ul>${written.map((note) => html`<li>${note}</li>`)}</ul>
      <form id="new" method="post" action="/notes" enctype="multipart/form-data">${ctx.csrf.field}
      <textarea name="note"></textarea><input type="file" name="file"><button>Write</button></form>
      <a href="/out">Log out</a>`
  })
  pages.post('/notes', { name: 'Notes.write' }, async (ctx) => {
    const { fields, files } = await ctx.read.form()
    const { file } = files
    const upload = file instanceof UploadedFile ? `${file.name} with ${file.size} bytes` : 'no file'
    written.push(`${JSON.stringify(fields['note'])}, ${upload}`)
    ctx.flash.add('Written.')
    return redirect('/notes')
  })
  pages.get('/out', (ctx) => {
    ctx.session.destroy()
    return redirect('/login')
  })
  return app
}
