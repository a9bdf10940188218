// Files of forms: under their names in the schema of a form, as files beside the fields, and part by part.

import { App, type Ctx, type FormState, json, route, UploadedFile } from 'miniweb'
import { z } from 'zod'

const NewBook = z.object({ title: z.string(), cover: z.instanceof(UploadedFile), pages: z.array(z.instanceof(UploadedFile)).optional() })
type NewBook = z.infer<typeof NewBook>

class Books {
  again(_: Ctx, { form }: { form: FormState<typeof NewBook> }) { return json({ title: form.values.title, cover: form.errors.cover }) }

  @route.post('/books', { form: NewBook, invalid: 'again' }) create(_: Ctx, { form }: { form: NewBook }) { return form.cover.name }
  // error: 'form' has another type in the handler than the path or schema gives
  @route.post('/books', { form: NewBook }) createBad(_: Ctx, { form }: { form: { cover: string } }) { return form.cover }
}

const app = new App()
app.post('/books', { form: NewBook }, async (_, { form }) => String(await form.cover.bytes()) + form.pages?.length)
// error: Property 'nam' does not exist on type 'UploadedFile'
app.post('/books', { form: NewBook }, (_, { form }) => form.cover.nam)

app.post('/form', async ({ read }) => [(await read.form()).files['cover']].flat().map((file) => file?.name ?? null))
// error: Property 'name' does not exist on type
app.post('/form', async ({ read }) => String((await read.form()).files['cover']?.name))

app.post('/parts', async ({ read }) => { for await (const part of read.parts()) if (part.kind === 'file') return String(part.stream); return null })
// error: Property 'stream' does not exist on type 'FieldPart'
app.post('/parts', async ({ read }) => { for await (const part of read.parts()) if (part.kind === 'field') return String(part.stream); return null })

app.post('/keep', async ({ read }) => { for (const file of Object.values((await read.form()).files).flat()) await file.moveTo('x'); return null })
// error: Expected 1 arguments, but got 0
app.post('/keep', async ({ read }) => { for (const file of Object.values((await read.form()).files).flat()) await file.moveTo(); return null })

export { app, Books }
