// The guest book: a page with a form. What the form's schema refuses comes back to show, with the status 422.

import { type Ctx, type FormState, redirect, route, url } from 'miniweb'
import { entryForm, LIMITS, type NewEntry } from './entry-form.js'
import type { GuestBook } from './guest-book.js'

export class GuestBookPages {
  constructor(private readonly book: GuestBook) {}

  @route('/guest-book')
  show(_: Ctx, { form }: { form?: FormState<typeof NewEntry> }) {
    return entryForm.page({ entries: this.book.entries(), limits: LIMITS }, form)
  }

  @route.post('/guest-book', { ...entryForm, invalid: 'show' })
  sign(_: Ctx, { form }: { form: NewEntry }) {
    this.book.add(form)
    return redirect(url(GuestBookPages, 'show'))
  }
}
