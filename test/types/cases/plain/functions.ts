// Routes as functions: context and input are inferred, results and options are checked as on methods.

import { z } from 'zod'
import { abort, App, type Ctx, json, type Layer, type Next, render } from 'miniweb'

const NewPost = z.object({ title: z.string(), tags: z.array(z.string()).optional() })
const Page = z.object({ page: z.coerce.number().default(1) })
interface User { name: string }
declare const session: Layer<{ session: { id: string } }>
declare function load(): Promise<unknown>
const audit = async (_: Ctx, next: Next) => next()
const app = new App({ templates: 'templates', static: 'static' })

app.get('/p/:id<int>/:k<x|y>', (ctx, { id, k }) => { const word: 'x' | 'y' = k; return { id: id.toFixed(), word, path: ctx.path } })
// error: Property 'idd' does not exist on type
app.get('/p/:id<int>/:k<x|y>', (ctx, { idd, k }) => { const word: 'x' | 'y' = k; return { id: idd.toFixed(), word, path: ctx.path } })
app.get('/p/:id', (_, { id }) => id.trim())
// error: Property 'trim' does not exist on type 'number'
app.get('/p/:id<int>', (_, { id }) => id.trim())
app.get('/p', () => null)
// error: the handler returns nothing (undefined): a forgotten return? null is 204
app.get('/p', () => { })
app.get('/p', async () => null)
// error: the handler returns nothing (undefined): a forgotten return? null is 204
app.get('/p', async () => { })
app.get('/p', () => (Math.random() > 1 ? 'x' : null))
// error: the handler returns nothing (undefined): a forgotten return? null is 204
app.get('/p', () => (Math.random() > 1 ? 'x' : undefined))
app.head('/p', () => 'x')
// error: the handler returns a function: call it?
app.head('/p', () => () => 'x')
app.delete('/p', () => json(5))
// error: the handler returns a number or boolean: wrap it, json(value) or text(String(value))
app.delete('/p', () => 5)
app.options('/p', () => [])
// error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
app.options('/p', () => new Map([['a', 1]]))
app.get('/p', async () => json(await load()))
// error: the handler returns unknown: wrap it, json(value)
app.get('/p', () => load())
app.get('/p', (ctx: Ctx) => ctx.path)
// error: Property 'user' is missing in type 'Ctx'
app.get('/p', (ctx: Ctx & { user: User }) => ctx.user.name)
app.get('/p', () => 'x').get('/q', (_, { }: { id?: string }) => 'x')
// error: Property 'id' is missing in type
app.get('/p', () => 'x').get('/q', (_, { id }: { id: string }) => id)
app.get('/p', () => load().then(json))
// error: Cannot find name 'missing'
app.get('/p', () => missing().then(json))

app.post('/p', { body: NewPost, query: Page }, async (_, { body, query }) => json([body.title.trim(), query.page.toFixed()]))
// error: Property 'form' does not exist on type
app.post('/p', { body: NewPost, query: Page }, async (_, { form, query }) => json([form.title.trim(), query.page.toFixed()]))
app.put('/p', { form: NewPost }, (_, { form }) => form.title.trim())
// error: Property 'trim' does not exist on type
app.put('/p', { form: NewPost }, (_, { form }) => form.tags?.trim() ?? null)
app.post('/p', { body: NewPost }, () => 'x')
// error: GET and HEAD have no body: use post, put, patch or delete
app.get('/p', { body: NewPost }, () => 'x')
app.patch('/p', { body: NewPost }, () => 'x')
// error: body or form, not both
app.patch('/p', { body: NewPost, form: NewPost }, () => 'x')
app.route('/p', { methods: ['POST'], body: NewPost }, (_, { body }) => body.title)
// error: GET and HEAD have no body: methods: ['POST']
app.route('/p', { body: NewPost }, () => 'x')
app.route('/p', { methods: ['GET', 'POST'], form: NewPost }, (_, { form }) => form?.title ?? null)
// error: 'form' is possibly 'undefined'
app.route('/p', { methods: ['GET', 'POST'], form: NewPost }, (_, { form }) => form.title)
app.route('/p', { methods: ['PUT'] }, () => 'x')
// error: Type '"put"' is not assignable to type
app.route('/p', { methods: ['put'] }, () => 'x')

app.post('/o/:org<int>', { form: NewPost, invalid: (ctx, { form, org }) => render('x.html', { first: form.errors.title?.[0], org: org.toFixed(), at: ctx.path }) }, (_, { form, org }) => form.title + org.toFixed())
// error: Property 'titel' does not exist on type
app.post('/o/:org<int>', { form: NewPost, invalid: (ctx, { form, org }) => render('x.html', { first: form.errors.titel?.[0], org: org.toFixed(), at: ctx.path }) }, (_, { form, org }) => form.title + org.toFixed())
app.post('/o', { form: NewPost, invalid: (_, { form }) => json(form.values) }, (_, { form }) => form.title)
// error: the handler returns nothing (undefined): a forgotten return? null is 204
app.post('/o', { form: NewPost, invalid: (_, { form }) => { form.values } }, (_, { form }) => form.title)
app.post('/o', { form: NewPost, invalid: () => 'x' }, (_, { form }) => form.title)
// error: invalid answers a form: declare form
app.post('/o', { body: NewPost, invalid: () => 'x' }, (_, { body }) => body.title)
app.route('/o', { methods: ['POST'], form: NewPost, invalid: (_, { form }) => ({ values: form.values }) }, (_, { form }) => form)
// error: the handler returns a number or boolean: wrap it, json(value) or text(String(value))
app.route('/o', { methods: ['POST'], form: NewPost, invalid: (_, { form }) => Object.keys(form.values).length }, (_, { form }) => form)

app.through(session).get('/s', (ctx) => ctx.session.id)
// error: Property 'session' does not exist on type 'Ctx'
app.through(audit).get('/s', (ctx) => ctx.session.id)
app.with(() => ({ n: 1 })).get('/n', (ctx) => ({ n: ctx.n.toFixed() }))
// error: Property 'm' does not exist on type
app.with(() => ({ n: 1 })).get('/n', (ctx) => ({ n: ctx.m.toFixed() }))
app.with(() => ({ reader: 1 }))
// error: ctx.read exists already
app.with(() => ({ read: 1 }))
app.at('/a').through(audit).get('/b', () => 'x').post('/b', () => 'x')
// error: Property 'listen' does not exist on type
app.at('/a').through(audit).get('/b', () => 'x').listen(3000)

app.error(404, (ctx, error) => render('404.html', { path: ctx.path, message: error.message }))
// error: the handler returns nothing (undefined): a forgotten return? null is 204
app.error(404, (ctx, error) => { render('404.html', { path: ctx.path, message: error.message }) })

app.get('/u', () => (Math.random() > 1 ? abort(404) : 'x')).get('/v', async () => null).get('/w', () => abort(404))
app.get('/a', () => JSON.parse('1')).get('/b', () => []).get('/c', async function* () { yield 'x' })
app.at('/o/:o<int>').with((_, { o }) => ({ name: o.toFixed() })).get('/:p', (ctx, { o, p }) => ctx.name + o.toFixed() + p)
app.use(audit).use('/admin', audit).get('/x', () => 'x').use(session)

export { app }
