// The pages of the guest book.

import { abort, type Ctx, type FormState, redirect, render, route, url } from 'miniweb'
import type { GuestBook } from './guest-book.js'
import { NewEntry } from './new-entry.js'

const SHOWN = 50

export class Entries {
  constructor(private readonly guestBook: GuestBook) {}

  @route('/')
  index(_: Ctx, { form }: { form?: FormState<typeof NewEntry> }) {
    const entries = this.guestBook
      .latest(SHOWN)
      .map((entry) => ({ ...entry, url: url(Entries, 'show', { id: entry.id }) }))
    return render('index.html', { entries, values: form?.values ?? {}, errors: form?.errors ?? {} })
  }

  @route.get('/entries/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return render('entry.html', { entry: this.guestBook.find(id) ?? abort(404) })
  }

  @route.post('/entries', { form: NewEntry, invalid: 'index' })
  create(_: Ctx, { form }: { form: { name: string; message: string } }) {
    const { id } = this.guestBook.add(form)
    return redirect(url(Entries, 'show', { id }))
  }
}
