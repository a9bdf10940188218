// Forms with their pages as the options of methods and functions: the schema, the template and the handler fit each other.

import { App, type Ctx, type FormState, form, redirect, route } from 'miniweb'
import { z } from 'zod'

declare module 'miniweb' {
  interface Templates {
    'forms/new.html': { form: { fields: { title: { value: string; errors: readonly string[] } } }; site: string }
    'forms/edit.html': { form: { fields: { title: { value: string } } }; post: { title: string } }
    'forms/wrong.html': { form: { fields: { titel: { value: string } } } }
  }
}

const NewPost = z.object({ title: z.string(), tags: z.array(z.string()).optional() })
type NewPost = z.infer<typeof NewPost>
const Other = z.object({ name: z.string() })
const authed = route.with(() => ({ user: 'x' }))
const post = { id: 1, title: 'x' }

const newPost = form(NewPost, 'forms/new.html')
// error: is not assignable to parameter of type '"'forms/wrong.html' prints form.fields.titel, and the schema has no such field"'
const wrong = form(NewPost, 'forms/wrong.html')
const editPost = form(NewPost, 'forms/edit.html')
// error: prints form.fields.title, and the schema has no such field
const other = form(Other, 'forms/edit.html')

class Posts {
  @route.get('/new') blank() { return newPost.page() }
  @route.get('/edit') edit(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) { return editPost.page({ post }, form ?? post) }
  // error: Expected 1-3 arguments, but got 0
  @route.get('/edit') editBad(_: Ctx, { form }: { form?: FormState<typeof NewPost> }) { return editPost.page() }

  @route.post('/x', newPost) options(_: Ctx, { form }: { form: NewPost }) { return redirect(`/${form.title}`) }
  // error: 'form' has another type in the handler than the path or schema gives
  @route.post('/x', newPost) optionsBad(_: Ctx, { form }: { form: { title: number } }) { return redirect(`/${form.title}`) }

  @route.post('/x/:id<int>', { ...newPost, name: 'posts.create' }) more(_: Ctx, { id, form }: { id: number; form: NewPost }) { return { id, form } }
  // error: the handler takes 'body', which neither path nor schema gives
  @route.post('/x/:id<int>', { ...newPost, name: 'posts.create' }) moreBad(_: Ctx, { id, body }: { id: number; body: NewPost }) { return { id, body } }

  @authed.post('/x', newPost) scoped(ctx: Ctx & { user: string }, { form }: { form: NewPost }) { return { by: ctx.user, form } }
  // error: the handler needs ctx.user, which this scope does not add
  @route.post('/x', newPost) scopedBad(ctx: Ctx & { user: string }, { form }: { form: NewPost }) { return { by: ctx.user, form } }

  @route.post('/x', { ...editPost, invalid: 'edit' }) needs(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: 'forms/edit.html' needs 'post' besides the form: say { ...thisForm, invalid: 'again' }, and there thisForm.page({ post }, form)
  @route.post('/x', editPost) needsBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route('/x', { ...editPost, methods: ['PUT'], invalid: (_, { form }) => editPost.page({ post }, form) }) given(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: Property 'post' is missing in type '{}'
  @route('/x', { ...editPost, methods: ['PUT'], invalid: (_, { form }) => editPost.page({}, form) }) givenBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/x', { ...editPost, invalid: 'edit' }) method(_: Ctx, { form }: { form: NewPost }) { return form }
  // error: invalid: this class has no method 'edti'
  @route.post('/x', { ...editPost, invalid: 'edti' }) methodBad(_: Ctx, { form }: { form: NewPost }) { return form }

  @route.post('/x', newPost) verb() { return 'x' }
  // error: GET and HEAD have no body: use post, put, patch or delete
  @route.get('/x', newPost) verbBad() { return 'x' }

  @route.post('/x', { ...newPost, form: NewPost }) schema() { return 'x' }
  // error: The types of 'form.values' are incompatible between these types
  @route.post('/x', { ...newPost, form: Other }) schemaBad() { return 'x' }
}

const app = new App().register(Posts)
app.post('/x', newPost, (_, { form }) => form.title)
// error: Property 'titel' does not exist on type
app.post('/x', newPost, (_, { form }) => form.titel)
app.post('/x', { ...editPost, invalid: (_, { form }) => editPost.page({ post }, form) }, (_, { form }) => form.title)
// error: 'forms/edit.html' needs 'post' besides the form
app.post('/x', editPost, (_, { form }) => form.title)
app.post('/x', { ...newPost, form: NewPost }, (_, { form }) => form.title)
// error: The types of 'form.values' are incompatible between these types
app.post('/x', { ...newPost, form: Other }, (_, { form }) => form.name)

export { app, other, wrong }
