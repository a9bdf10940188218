import { z } from 'zod'
import * as v from 'valibot'
import { type } from 'arktype'
import { App, abort, json, redirect, render, route, url, type Ctx, type CtxOf, type FormState, type Converter } from '../surface.js'
const NewPost = z.object({ title: z.string(), tags: z.array(z.string()).optional() })
type NewPost = z.infer<typeof NewPost>
interface Sku { code: string }
const shop = route.at('/shop').converters({ sku: { parse: (raw) => (raw === '' ? undefined : { code: raw }), format: (value) => value.code } })
const sku: Converter<Sku> = { parse: (raw) => ({ code: raw }), format: (value) => value.code }
const shop2 = route.converters({ sku, hex: { parse(raw) { return raw === '' ? undefined : Number(raw) } } }).at('/:hex<hex>')
const shop3 = shop2.with((_, { hex }) => ({ twice: hex * 2 })).converters({ word: { parse: (raw: string) => raw } })
class Shop {
  @shop.get('/:sku<sku>') one(_: Ctx, { sku }: { sku: { code: string } }) { return sku.code }
  @shop2.get('/:sku<sku>') two(_: Ctx, { sku, hex }: { sku: Sku; hex: number }) { return { sku, hex } }
  @shop3.get('/:sku<sku>/:w<word>') three(ctx: CtxOf<typeof shop3>, { sku, hex, w }: { sku: Sku; hex: number; w: string }) { return { sku, hex, w, t: ctx.twice } }
  @shop3.get('/:sku<sku>/:w<word>') threeBad(ctx: CtxOf<typeof shop3>, { sku, hex, w }: { sku: number; hex: number; w: string }) { return { sku, hex, w, t: ctx.twice } }
  @shop.get('/:sku<skk>') four() { return '' }
}
const taken = route.converters({ int: { parse: (raw: string) => raw } })
const taken2 = shop.converters({ sku: { parse: (raw: string) => raw } })
const noParse = route.converters({ x: { format: (raw: string) => raw } })
class Forms {
  @route.get('/o/:org/new') edit(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) { return render('x', { form }) }
  @route.post('/o/:org', { form: NewPost, invalid: 'edit' }) create(_: Ctx, { form }: { form: NewPost }) { return redirect(url(Forms, 'edit', { org: 1 })) }
  @route.post('/o/:org', { form: NewPost, body: NewPost }) both(_: Ctx, { form }: { form: NewPost }) { return json(form) }
  @route.post('/o/:org', { body: NewPost, invalid: 'edit' }) inv(_: Ctx, { body }: { body: NewPost }) { return json(body) }
  @route('/o/:org', { methods: ['PUT'], form: NewPost, body: NewPost }) both2(_: Ctx, { form }: { form: NewPost }) { return json(form) }
  @route.get('/x') empty() { return [] }
  @route.get('/x') anys(): any[] { return [] }
  @route.get('/x') proms() { return [Promise.resolve(1)] }
  @route.get('/x/:id') positional(_: Ctx, id: string) { return id }
  @route.get('/x/:id') swapped({ id }: { id: string }) { return id }
  @route.get('/x/:id') swapped2({ idd }: { idd: string }) { return idd }
  @route.get('/x/:id') optional(_: Ctx, input?: { id: string }) { return input ?? null }
  @route.get('/x/:id') optionalBad(_: Ctx, input?: { idd: string }) { return input ?? null }
  @route.get('/x/:id') optionalRet(_: Ctx, { form }: { form?: string }) { void form }
  @route.get('/x/:id') thisTyped(this: Forms, _: Ctx) { return this.anys() }
  @route.get('/x/:id<itn>') one(_: Ctx, { id }: { id: number }) { return String(id) }
  @route.get('/x/:id') broken() { return notThere() }
  @route.post('/d', { body: v.object({ a: v.number() }) }) vali(_: Ctx, { body }: { body: { a: number } }) { return body }
  @route.post('/d', { body: type({ a: 'number' }) }) ark(_: Ctx, { body }: { body: { a: number } }) { return body }
  #x = 1
  @route.get('/p') #priv() { return String(this.#x) }
  @route.get('/p') private keyword() { return 'x' }
  @route.get('/p') protected keyword2() { return 'x' }
  link = url(Forms, 'edit')
  @route.get('/nocall') static stat() { return 'x' }
}
const app = new App()
app.post('/o/:org<int>', { form: NewPost, invalid: (ctx, { form, org }) => json([form.errors.title, form.values.tags, org.toFixed(), ctx.path]) }, (_, { form, org }) => json([form.title, org.toFixed()]))
app.post('/o/:org<int>', { form: NewPost, invalid: (ctx, { form }) => { form } }, (_, { form }) => json([form.title]))
app.post('/o/:org<int>', { body: NewPost, invalid: () => 'x' }, (_, { body }) => json([body.title]))
app.post('/o/:org<int>', { body: NewPost, form: NewPost }, (_, { body }) => json([body.title]))
app.get('/o/:org<int>', { body: NewPost }, () => '')
app.route('/o/:org<int>', { methods: ['POST', 'GET'], body: NewPost }, (_, { body }) => json([body?.title]))
app.route('/o/:org<int>', { methods: ['POST'], body: NewPost }, (_, { body }) => json([body.title])).route('/y', () => null)
app.route('/o/:org<int>', { body: NewPost }, (_, { body }) => json(1))
app.converters({ sku }).at('/x/:y<int>').get('/:sku<sku>', (_, { sku, y }) => sku.code + y.toFixed())
const base: string = '/x'
app.get(`${base}/x`, (_, i) => json(i)).get(base, (_, i) => json(i)).at(base).get('/:id<int>', (_, { id }) => id.toFixed())
app.get('/x', () => notThere())
app.at('/f/:rest<path>').get('/', (_, { rest }) => rest)
const user = route.with((ctx): { user: { name: string } | undefined } => ({ user: undefined }))
const strict = user.with((ctx) => ({ user: ctx.user ?? abort(401) }))
class Strict { @strict('/') x(ctx: CtxOf<typeof strict>) { return ctx.user.name } }
class Strict2 { @user('/') x(ctx: CtxOf<typeof strict>) { return ctx.user.name } }
