// Schemas of other libraries that follow Standard Schema give their types as zod's do.

import { type } from 'arktype'
import * as v from 'valibot'
import { App, type Ctx, type FormState, form, type Schema, route } from 'miniweb'

const Valibot = v.object({ title: v.string(), count: v.optional(v.number()) })
const Arktype = type({ title: 'string', 'count?': 'number' })
declare const Bare: Schema<{ page?: string }, { page: number }>

class Libraries {
  @route.delete('/x', { body: Valibot }) valibot(_: Ctx, { body }: { body: { title: string } }) { return body }
  // error: 'body' has another type in the handler than the path or schema gives
  @route.delete('/x', { body: Valibot }) valibotBad(_: Ctx, { body }: { body: { title: number } }) { return body }

  @route.options('/x', { body: Arktype }) arktype(_: Ctx, { body }: { body: { title: string } }) { return body }
  // error: 'body' has another type in the handler than the path or schema gives
  @route.options('/x', { body: Arktype }) arktypeBad(_: Ctx, { body }: { body: { title: number } }) { return body }

  @route.get('/x', { query: Bare }) bare(_: Ctx, { query }: { query: { page: number } }) { return query }
  // error: 'query' has another type in the handler than the path or schema gives
  @route.get('/x', { query: Bare }) bareBad(_: Ctx, { query }: { query: { page: string } }) { return query }

  @route.post('/x/:id<int>', { name: 'x', body: Valibot, query: Bare })
  all(_: Ctx, { id, body }: { id: number; body: v.InferOutput<typeof Valibot> }) { return { id, body } }
  @route.post('/x', { body: Arktype }) inferred(_: Ctx, { body }: { body: typeof Arktype.infer }) { return body }

  again(_: Ctx, { form }: { form?: FormState<typeof Arktype> }) { return form?.errors.title ?? null }
  @route.post('/x', { form: Arktype, invalid: 'again' }) form(_: Ctx, { form }: { form: typeof Arktype.infer }) { return form }
}

const app = new App()
app.post('/x', form(Valibot, 'x.html'), (_, { form }) => form.title + form.count?.toFixed())
// error: Property 'titel' does not exist on type
app.post('/x', form(Valibot, 'x.html'), (_, { form }) => form.titel + form.count?.toFixed())
form(Arktype, 'x.html').page({}, { title: 'x', count: 1 })
// error: 'titel' does not exist in type
form(Arktype, 'x.html').page({}, { titel: 'x', count: 1 })
app.post('/x', { body: Valibot, query: Bare }, (_, { body, query }) => body.title + query.page.toFixed())
// error: Property 'toFixed' does not exist on type 'string'
app.post('/x', { body: Valibot, query: Bare }, (_, { body, query }) => body.title.toFixed() + query.page.toFixed())
app.post('/x', { body: Arktype }, (_, { body }) => body.title)
// error: Property 'titel' does not exist on type
app.post('/x', { body: Arktype }, (_, { body }) => body.titel)

export { app, Libraries }
