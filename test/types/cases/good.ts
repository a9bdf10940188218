import { z } from 'zod'
import * as v from 'valibot'
import { type } from 'arktype'
import { App, route, render, redirect, html, json, text, file, abort, url, type Ctx, type Next, type CtxOf, type Layer, type FormState } from '../surface.js'

const NewPost = z.object({ title: z.string(), tags: z.array(z.string()).optional() })
type NewPost = z.infer<typeof NewPost>
const VPost = v.object({ title: v.string(), n: v.optional(v.number()) })
const APost = type({ title: 'string', 'n?': 'number' })
const Page = z.object({ page: z.coerce.number().default(1), q: z.string().optional() })
type Post = { id: number; title: string }
interface Db { all(): Post[]; find(id: number): Post | undefined; insert(p: NewPost): number }
interface User { name: string }
declare function currentUser(ctx: Ctx): Promise<User | undefined>
const audit = async (ctx: Ctx, next: Next) => { const r = await next(); r.headers.set('x', ctx.id); return r }
const needsUser: Layer<{}, Ctx & { user: User }> = (ctx, next) => { ctx.user.name; return next() }

export class Posts {
  constructor(private readonly db: Db) {}
  @route('/')
  index() { return render('posts/index.html', { posts: this.db.all() }) }
  @route.get('/posts/:id<int>')
  show(ctx: Ctx, { id }: { id: number }) { return render('posts/show.html', { post: this.db.find(id) ?? abort(404) }) }
  @route('/posts', { methods: ['POST'], body: NewPost, name: 'posts.create' })
  create(ctx: Ctx, { body }: { body: NewPost }) { return redirect(url(Posts, 'show', { id: this.db.insert(body) })) }
  // self and mutual references: circular return inference?
  @route.get('/self')
  self() { return redirect(url(Posts, 'self')) }
  @route.get('/ping2')
  ping2() { return html`<a href="${url(Posts, 'pong2')}">x</a>` }
  @route.get('/pong2')
  async pong2() { return { back: url(Posts, 'ping2') } }
  @route.post('/v/:kind<a|b|c>', { body: VPost, query: Page })
  v(_: Ctx, { kind, body, query }: { kind: 'a' | 'b' | 'c'; body: v.InferOutput<typeof VPost>; query: z.infer<typeof Page> }) { return { kind, body, query } }
  @route.put('/a/:rest<path>', { body: APost })
  a(_: Ctx, { rest, body }: { rest: string; body: typeof APost.infer }) { return { rest, body } }
  @route.get('/d/:d<date>/:u<uuid>/:s<slug>/:f<float>/:p')
  d(_: Ctx, i: { d: Date; u: string; s: string; f: number; p: string }) { return i }
  @route.get('/null') nul() { return null }
  @route.get('/txt') txt() { return 'x' }
  @route.get('/arr') arr() { return [1, 2] }
  @route.get('/buf') buf() { return Buffer.from('x') }
  @route.get('/res') res() { return new Response('x') }
  @route.get('/gen') async *gen() { yield 'x' }
  @route.get('/nev') nev(): never { throw new Error('x') }
  @route.get('/nev2') nev2() { return abort(404) }
  @route.get('/un') un(ctx: Ctx) { if (ctx.secure) abort(400); return ctx.secure ? abort(404) : 'x' }
  @route.get('/any') any(ctx: Ctx) { return JSON.parse('1') }
  @route.get('/prom') async prom(ctx: Ctx): Promise<Post | null> { return null }
  @route('/one') @route('/two') stacked() { return 'x' }
  @route.get('/list', { query: Page }) list(_: Ctx, { query }: { query: z.output<typeof Page> }) { return query }
  @route.get('/posts/new') blank(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) { return render('posts/new.html', { ...form, t: form?.errors.title?.[0] }) }
  @route.post('/posts/form', { form: NewPost, invalid: 'blank' }) save(_: Ctx, { form }: { form: NewPost }) { return redirect(url(Posts, 'show', { id: this.db.insert(form) })) }
  @route('/m', { methods: ['GET', 'POST'], body: NewPost }) many(_: Ctx, { body }: { body?: NewPost }) { return body ?? null }
  @route.get('/wide/:id<int>') wide(_: Ctx, { id }: { id: number | string }) { return String(id) }
}
const authed = route.with(async (ctx) => ({ user: (await currentUser(ctx)) ?? abort(401) }))
const org = authed.at('/orgs/:org<int>').through(audit).through(needsUser)
type OrgCtx = CtxOf<typeof org>
class Orgs {
  @org.get('/posts/:id<int>')
  show(ctx: Ctx & { user: User }, { org, id }: { org: number; id: number }) { return { by: ctx.user.name, org, id } }
  @org('/x') x(ctx: OrgCtx) { return ctx.user.name }
  @org.get('/sub/:a/:b') sub(_: Ctx, { a }: { a: string }) { return a }
}
class Base { @route('/b/:n<int>') b(ctx: Ctx, { n }: { n: number }) { return { n } } }
class Derived extends Base { @route('/c') c() { return 'c' } override b(ctx: Ctx, { n }: { n: number }) { return { n: n + 1 } } }

declare const db: Db
const app = new App({ templates: 'templates', static: 'static' })
app.register(new Posts(db), Orgs)
app.get('/ping', () => 'pong')
app.get('/p/:id<int>/:k<x|y>', (ctx, { id, k }) => { id.toFixed(); const q: 'x' | 'y' = k; return { id, q, p: ctx.path } })
app.post('/p', { body: NewPost, query: Page }, async (ctx, { body, query }) => { body.title.trim(); query.page.toFixed(); return json(body) })
app.get('/u', () => Math.random() > 1 ? abort(404) : 'x').get('/v', async () => null).get('/w', () => abort(404))
app.error(404, (ctx, error) => render('404.html', { path: ctx.path, m: error.message }))
app.use(audit).use('/admin', audit)
app.at('/admin').through(audit).get('/users', (ctx) => ctx.path).with(() => ({ n: 1 })).get('/n', (ctx) => ({ n: ctx.n }))
route.at('/o/:o<int>').with((ctx, { o }) => ({ orgName: o.toFixed() }))
url(Derived, 'b', { n: 1 }); url(Derived, 'c'); url(Posts, 'index'); url(Posts, 'list'); url(Posts, 'list', { query: { page: 2 } })
url(Posts, 'v', { kind: 'a' }); url(Posts, 'create')
app.url('posts.create')
url(Orgs, 'x', { org: 3 }); url(Orgs, 'sub', { org: 3, a: 'x', b: 'y', query: { p: 1 }, hash: 'top' })
declare const session: Layer<{ session: { id: string } }>
const site = route.through(session)
export class Site { @site.get('/s') s(ctx: CtxOf<typeof site>) { return ctx.session.id } }
app.at('/s').through(session).get('/x', (ctx) => ctx.session.id)
export const addr = await app.listen(3000); addr.port
text('x'); file('x', { download: true })
void 0 as unknown as typeof redirect
export { app, Orgs, Derived }
