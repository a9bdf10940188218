// The board as JSON: the same stores, schemas and rules as the pages. Everybody reads; whoever writes shows a token.

import { abort, type Ctx, type CtxOf, etag, json, route, url } from 'miniweb'
import { LinkInput, LinkQuery } from './link-schemas.js'
import type { Link, LinkStore } from './link-store.js'
import { ownLink } from './ownership.js'
import { Pictures } from './pictures.js'
import { programs } from './tokens.js'

const reading = route.through(etag()).at('/api/links')
const writing = programs.at('/api/links')

type WritingCtx = CtxOf<typeof writing>

export class LinksApi {
  constructor(private readonly links: LinkStore) {}

  @reading('/', { query: LinkQuery })
  list(_: Ctx, { query }: { query: LinkQuery }) {
    const { links, ...page } = this.links.search(query)
    return { links: links.map(shown), ...page }
  }

  @reading('/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return shown(this.links.find(id) ?? abort(404, `there is no link ${id}`))
  }

  @writing.post('/', { body: LinkInput })
  create(ctx: WritingCtx, { body }: { body: LinkInput }) {
    const id = this.links.add(ctx.member.id, body)
    return json(this.show(ctx, { id }), { status: 201, headers: { location: url(LinksApi, 'show', { id }) } })
  }

  @writing.put('/:id<int>', { body: LinkInput })
  update(ctx: WritingCtx, { id, body }: { id: number; body: LinkInput }) {
    ownLink(this.links, ctx.member, id)
    this.links.update(id, body)
    return this.show(ctx, { id })
  }

  @writing('/:id<int>', { methods: ['DELETE'] })
  remove({ member }: WritingCtx, { id }: { id: number }) {
    ownLink(this.links, member, id)
    this.links.delete(id)
    return null
  }
}

/** A link as programs see it: its owner by name, its picture by address. */
function shown({ id, title, url: address, note, addedAt, owner, picture, alt }: Link) {
  const link = { id, title, url: address, note, addedAt, owner }
  return picture === null ? link : { ...link, picture: { url: url(Pictures, 'show', { id: picture }), alt } }
}
