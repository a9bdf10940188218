// The whole of it, as an application would write it: nothing here is refused.

import { z } from 'zod'
import { abort, App, type Ctx, type CtxOf, type FormState, json, type Next, redirect, render, route, url } from 'miniweb'

const NewPost = z.object({ title: z.string() })
type NewPost = z.infer<typeof NewPost>
interface Post { id: number; title: string }
interface Db { all(): Post[]; find(id: number): Post | undefined; insert(post: NewPost): number; close(): void }
declare function openDb(): Db
declare function currentUser(ctx: Ctx): Promise<{ name: string } | undefined>

const audit = async (ctx: Ctx, next: Next) => {
  const reply = await next()
  reply.headers.set('x-request-id', ctx.id)
  return reply
}

export class Posts {
  constructor(private readonly db: Db) {}

  @route('/')
  index() {
    return render('posts/index.html', { posts: this.db.all() })
  }

  @route.get('/posts/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return render('posts/show.html', { post: this.db.find(id) ?? abort(404) })
  }

  @route.get('/posts/new')
  edit(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) {
    return render('posts/new.html', { form })
  }

  @route.post('/posts', { form: NewPost, invalid: 'edit' })
  create(_: Ctx, { form }: { form: NewPost }) {
    return redirect(url(Posts, 'show', { id: this.db.insert(form) }))
  }
}

const authed = route.with(async (ctx) => ({ user: (await currentUser(ctx)) ?? abort(401) }))
const orgs = authed.at('/orgs/:org<int>').through(audit)

class Orgs {
  @orgs.get('/posts/:id<int>')
  show(ctx: CtxOf<typeof orgs>, { org, id }: { org: number; id: number }) {
    return { by: ctx.user.name, org, id }
  }
}

const db = openDb()
const app = new App({ templates: 'templates', static: 'static' })
app.register(new Posts(db), Orgs)
app.get('/ping', () => 'pong')
app.at('/admin').through(audit).get('/users', () => json(['x']))
app.error(404, (ctx, error) => render('404.html', { path: ctx.path, message: error.message }))
app.onClose(() => db.close())
export default app

const { port } = await app.listen(3000)
url(Orgs, 'show', { org: 1, id: port })
