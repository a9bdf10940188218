// The board as JSON: the same store and the same schemas as the pages.

import { abort, type Ctx, json, route, url } from 'miniweb'
import { LinkInput, LinkQuery } from './link-schemas.js'
import type { LinkStore } from './link-store.js'

const api = route.at('/api/links')

export class LinksApi {
  constructor(private readonly store: LinkStore) {}

  @api('/', { query: LinkQuery })
  list(_: Ctx, { query }: { query: LinkQuery }) {
    return this.store.search(query)
  }

  @api('/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return this.store.find(id) ?? missing(id)
  }

  @api.post('/', { body: LinkInput })
  create(_: Ctx, { body }: { body: LinkInput }) {
    const link = this.store.add(body)
    return json(link, { status: 201, headers: { location: url(LinksApi, 'show', { id: link.id }) } })
  }

  @api.put('/:id<int>', { body: LinkInput })
  update(_: Ctx, { id, body }: { id: number; body: LinkInput }) {
    return this.store.update(id, body) ?? missing(id)
  }

  @api('/:id<int>', { methods: ['DELETE'] })
  remove(_: Ctx, { id }: { id: number }) {
    return this.store.delete(id) ? null : missing(id)
  }
}

function missing(id: number): never {
  return abort(404, `there is no link ${id}`)
}
