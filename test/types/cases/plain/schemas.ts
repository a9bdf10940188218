// What the schemas of a route's options give its handler, and which options a method may have.

import { z } from 'zod'
import { type Ctx, type FormState, json, render, route } from 'miniweb'

const NewPost = z.object({ title: z.string(), tags: z.array(z.string()).optional() })
type NewPost = z.infer<typeof NewPost>
const Page = z.object({ page: z.coerce.number().default(1), q: z.string().optional() })
const Either = z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), a: z.string() }), z.object({ kind: z.literal('b'), b: z.string() })])

class Schemas {
  @route.post('/x', { body: NewPost }) body(_: Ctx, { body }: { body: NewPost }) { return body }
  // error: 'body' has another type in the handler than the path or schema gives
  @route.post('/x', { body: NewPost }) bodyBad(_: Ctx, { body }: { body: { titel: string } }) { return body }

  @route.put('/x', { body: NewPost }) declared(_: Ctx, { body }: { body: NewPost }) { return body }
  // error: the handler takes 'body', which neither path nor schema gives
  @route.put('/x') declaredBad(_: Ctx, { body }: { body: NewPost }) { return body }

  @route.patch('/x', { form: NewPost }) form(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: the handler takes 'body', which neither path nor schema gives
  @route.patch('/x', { form: NewPost }) formBad(_: Ctx, { body }: { body: NewPost }) { return body }

  @route.get('/x', { query: Page }) query(_: Ctx, { query }: { query: { page: number } }) { return query }
  // error: 'query' has another type in the handler than the path or schema gives
  @route.get('/x', { query: Page }) queryBad(_: Ctx, { query }: { query: { page: string } }) { return query }

  @route.post('/x', { body: NewPost }) onGet() { return 'x' }
  // error: GET and HEAD have no body: use post, put, patch or delete
  @route.get('/x', { body: NewPost }) onGetBad() { return 'x' }

  @route.post('/x', { form: NewPost }) onHead() { return 'x' }
  // error: GET and HEAD have no body: use post, put, patch or delete
  @route.head('/x', { form: NewPost }) onHeadBad() { return 'x' }

  @route('/x', { methods: ['POST'], body: NewPost }) named() { return 'x' }
  // error: GET and HEAD have no body: methods: ['POST']
  @route('/x', { methods: ['GET'], body: NewPost }) namedBad() { return 'x' }

  @route('/x', { methods: ['PUT'], form: NewPost }) byDefault() { return 'x' }
  // error: GET and HEAD have no body: methods: ['POST']
  @route('/x', { form: NewPost }) byDefaultBad() { return 'x' }

  @route('/x', { methods: ['GET', 'POST'], body: NewPost }) some(_: Ctx, { body }: { body?: NewPost }) { return body ?? null }
  // error: 'body' has another type in the handler than the path or schema gives
  @route('/x', { methods: ['GET', 'POST'], body: NewPost }) someBad(_: Ctx, { body }: { body: NewPost }) { return body }

  @route.post('/x', { body: NewPost, query: Page }) one(_: Ctx, { body }: { body: NewPost }) { return body }
  // error: body or form, not both
  @route.post('/x', { body: NewPost, form: NewPost }) oneBad(_: Ctx, { body }: { body: NewPost }) { return body }

  @route('/x', { methods: ['POST'], form: NewPost }) oneNamed(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: body or form, not both
  @route('/x', { methods: ['POST'], form: NewPost, body: NewPost }) oneNamedBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route('/x', { methods: ['POST'] }) option() { return 'x' }
  // error: 'method' does not exist in type
  @route('/x', { method: ['POST'] }) optionBad() { return 'x' }

  @route('/x', { methods: ['POST'] }) upper() { return 'x' }
  // error: Did you mean '"POST"'?
  @route('/x', { methods: ['post'] }) upperBad() { return 'x' }

  @route.post('/x', { body: NewPost }) schema() { return 'x' }
  // error: 'title' does not exist in type 'Schema
  @route.post('/x', { body: { title: 'string' } }) schemaBad() { return 'x' }

  @route.post('/x/:id<int>', { name: 'x', body: NewPost, query: Page })
  all(_: Ctx, { id, body, query }: { id: number; body: NewPost; query: z.output<typeof Page> }) { return { id, body, query } }
}

const named = route.with(() => ({ user: 'x' }))
const again = (_: Ctx, { form }: { form: FormState<typeof NewPost> }) => json(form.errors)
const either = (_: Ctx, { form }: { form: FormState<typeof Either> }) => json(form.errors)

class Forms {
  @route.get('/o/:org/new') edit(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) { return render('x.html', { ...form, first: form?.errors.title?.[0] }) }
  @route.get('/o/:org/either') either(_: Ctx, { form }: { form?: FormState<typeof Either> }) { return { a: form?.values.a, b: form?.errors.b, whole: form?.errors[''] } }
  other(count: number) { return String(count) }

  @route.post('/o/:org', { form: NewPost, invalid: 'edit' }) again(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: invalid: this class has no method 'edti'
  @route.post('/o/:org', { form: NewPost, invalid: 'edti' }) againBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/o/:org', { form: NewPost, invalid: 'edit' }) takes(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: invalid: 'other' is no method that takes (ctx, { form })
  @route.post('/o/:org', { form: NewPost, invalid: 'other' }) takesBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/o/:org', { form: Either, invalid: 'either' }) same(_: Ctx, { form }: { form: z.infer<typeof Either> }) { return form }
  // error: invalid: 'edit' is no method that takes (ctx, { form })
  @route.post('/o/:org', { form: Either, invalid: 'edit' }) sameBad(_: Ctx, { form }: { form: z.infer<typeof Either> }) { return form }

  @route('/o/:org', { methods: ['POST'], form: NewPost, invalid: 'edit' }) sent(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: invalid answers a form: declare form
  @route('/o/:org', { methods: ['POST'], body: NewPost, invalid: 'edit' }) sentBad(_: Ctx, { body }: { body: NewPost }) { return body }

  @route.post('/o/:org', { form: NewPost, invalid: (ctx, { org, form }) => json([ctx.path, org.trim(), form.errors.title]) }) given(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: Property 'titel' does not exist on type
  @route.post('/o/:org', { form: NewPost, invalid: (ctx, { org, form }) => json([ctx.path, org.trim(), form.errors.titel]) }) givenBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route('/o', { methods: ['PUT'], form: NewPost, invalid: (_, { form }) => json(form.values) }) returns(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route('/o', { methods: ['PUT'], form: NewPost, invalid: (_, { form }) => { form.values } }) returnsBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @named.post('/o', { form: NewPost, invalid: (ctx, { form }) => json([ctx.user, form.values]) }) adds(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: Property 'user' does not exist on type 'Ctx'
  @route.post('/o', { form: NewPost, invalid: (ctx, { form }) => json([ctx.user, form.values]) }) addsBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/o', { form: NewPost, invalid: again }) named(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: The types of 'form.values' are incompatible between these types
  @route.post('/o', { form: NewPost, invalid: either }) namedBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/o', { form: NewPost, invalid: again }) function(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: is not assignable to type 'string | InvalidFunction<
  @route.post('/o', { form: NewPost, invalid: 7 }) functionBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/o', { form: NewPost, invalid: () => 'x' }) bodily(_: Ctx) { return 'x' }
  // error: invalid answers a form: declare form
  @route.post('/o', { body: NewPost, invalid: () => 'x' }) bodilyBad(_: Ctx) { return 'x' }

  @route.post('/o/:org', { form: NewPost, invalid: 'edit' }) verdict(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.post('/o/:org', { form: NewPost, invalid: 'edit' }) verdictBad(_: Ctx, { form }: { form: NewPost }) { form }
}

export { Forms, Schemas }
