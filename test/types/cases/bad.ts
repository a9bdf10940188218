import { z } from 'zod'
import { App, route, render, redirect, html, json, abort, url, type Ctx, type Next } from '../surface.js'
const NewPost = z.object({ title: z.string() })
type NewPost = z.infer<typeof NewPost>
interface User { name: string }
interface Db { x: 1 }
const authed = route.with(() => ({ user: { name: 'x' } }))
class Bad {
  @route.get('/posts/:id<int>') b01(_: Ctx, { idd }: { idd: number }) { return 'wrong name' }
  @route.get('/posts/:id<int>') b02(_: Ctx, { id }: { id: string }) { return 'wrong type' }
  @route.get('/posts/:id<itn>') b03() { return 'unknown converter' }
  @route.get('posts') b04() { return 'no slash' }
  @route.get('/v') b05() { }
  @route.get('/v') async b06() { }
  @route.get('/v') b07(ctx: Ctx) { if (ctx.secure) return 'x'; return undefined }
  @route.get('/v') b08() { return () => 'x' }
  @route.get('/v') b09() { return Symbol() }
  @route.get('/v') b10(ctx: Ctx & { user: User }) { return ctx.user.name }
  @route.get('/v') b11() { return 5 }
  @route.get('/v') async b12(): Promise<unknown> { return 5 }
  @route.get('/:a/:a') b13() { return 'dup' }
  @route.get('/:body') b14() { return 'reserved' }
  @route.get('/:rest<path>/x') b15() { return 'path not last' }
  @route.get('/:id?') b16() { return 'express optional' }
  @route.get('/users/<int:id>') b17() { return 'flask' }
  @route.get('/x/:id.json') b18() { return 'partial segment' }
  @route.get('/x-:id') b19() { return 'partial segment' }
  @route.post('/x', { body: NewPost }) b20(_: Ctx, { body }: { body: { titel: string } }) { return body }
  @route.post('/x') b21(_: Ctx, { body }: { body: NewPost }) { return body }
  @route.get('/x', { body: NewPost }) b22() { return 'body on get' }
  @route('/x', { method: ['POST'] }) b23() { return 'typo' }
  @route('/x', { methods: ['post'] }) b24() { return 'lower' }
  @route('/x') static b25() { return 'static' }
  @route('/x') b26 = () => 'field'
  @route('/x') get b27() { return 'getter' }
  @route('/x/:k<a|>') b28() { return 'empty alt' }
  @route('/x/:k<a|b>') b29(_: Ctx, { k }: { k: 'a' | 'c' }) { return k }
  @route('/x') b30(_: Ctx, { id }: { id: number }, third: number) { return 'x' }
  @route('/boom') b31() { throw new Error('x') }
  @route('/boom') b32() { abort(404) }
  @route('/x') @authed('/y') ok33(ctx: Ctx) { return ctx.path }
}
const org = route.at('/orgs/:org<int>')
class Bad2 {
  constructor(db: Db) {}
  @org.get('/:org') c01() { return 'dup with prefix' }
  @org.get('/:id<int>') c02(_: Ctx, { org, idd }: { org: number; idd: number }) { return 'x' }
}
route.at('orgs'); 
route.at('/orgs/'); 
route.at('/:x<path>').at('/y')
route.with(() => ({ read: 1 })).get('/x')
route.through((ctx, next) => { next() })
const app = new App()
app.register(Bad2)
app.register(() => 1)
app.register(new Bad2({ x: 1 }), Bad, Bad2)
app.get('/p/:id<int>', (ctx, { idd }) => 'x')
app.get('/p', (ctx) => {})
app.get('/p', async (ctx) => {})
app.get('/p', (ctx) => Math.random() > 1 ? 'x' : undefined)
app.get('/p', () => () => 1)
app.get('/p', () => 5)
app.get('p', () => 'x')
app.get('/p/:x<no>', () => 'x')
app.get('/p', (ctx: Ctx & { user: User }) => ctx.user.name)
app.error(404, () => {})
class Posts { constructor(db: Db) {}
  @route('/a/:id<int>') show(_: Ctx, { id }: { id: number }) { return { id } }
  @route('/l') list() { return 'x' }  prop = 1 }
url(Posts, 'show')
url(Posts, 'show', { idd: 1 })
url(Posts, 'show', { id: '1' })
url(Posts, 'shwo', { id: 1 })
url(Posts, 'prop')
html`${{ a: 1 }}${() => 1}${Promise.resolve('x')}`
class Bad3 {
  @route('/n', { methods: ['GET'], body: NewPost }) d04() { return 'x' }
  @route('/n', { body: NewPost }) d05() { return 'x' }
  @route.post('/f', { form: NewPost, invalid: 'nope' }) d06(_: Ctx, { form }: { form: NewPost }) { return form }
  @route.post('/f', { form: NewPost, invalid: 'other' }) d07(_: Ctx, { form }: { form: NewPost }) { return form }
  other(n: number) { return 'x' }
}
