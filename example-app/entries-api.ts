// The guest book as JSON.

import { abort, type Ctx, json, route, url } from 'miniweb'
import type { GuestBook, NewEntry as Values } from './guest-book.js'
import { NewEntry } from './new-entry.js'

const api = route.at('/api')
const SHOWN = 50

export class EntriesApi {
  constructor(private readonly guestBook: GuestBook) {}

  @api.get('/entries')
  list() {
    return this.guestBook.latest(SHOWN)
  }

  @api.get('/entries/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return this.guestBook.find(id) ?? abort(404, `there is no entry ${id}`)
  }

  @api.post('/entries', { body: NewEntry })
  create(_: Ctx, { body }: { body: Values }) {
    const entry = this.guestBook.add(body)
    return json(entry, { status: 201, headers: { location: url(EntriesApi, 'show', { id: entry.id }) } })
  }
}
