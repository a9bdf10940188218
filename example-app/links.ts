// The pages of the board: the list with its search, one link, and the forms that add, change and delete.
// HTML forms know GET and POST only, so that each change is a POST to an address of its own; the answer is a redirect.

import { abort, type CtxOf, type FormState, form, redirect, render, url } from 'miniweb'
import { LinkForm, LinkQuery } from './link-schemas.js'
import type { LinkStore } from './link-store.js'
import { mayChange, ownLink } from './ownership.js'
import type { PictureStore } from './picture-store.js'
import { members, site } from './visitor.js'

type SiteCtx = CtxOf<typeof site>
type MemberCtx = CtxOf<typeof members>

const newLink = form(LinkForm, 'links/new.html')
const editLink = form(LinkForm, 'links/edit.html')

export class Links {
  constructor(
    private readonly links: LinkStore,
    private readonly pictures: PictureStore,
  ) {}

  @site('/', { query: LinkQuery })
  list(_: SiteCtx, { query }: { query: LinkQuery }) {
    return render('links/list.html', this.found(query))
  }

  /** The part of the list that a search changes; static/search.js asks for it while the reader types. */
  @site('/links/results', { query: LinkQuery })
  results(_: SiteCtx, { query }: { query: LinkQuery }) {
    return render('links/list.html#results', this.found(query))
  }

  @site('/links/:id<int>')
  show({ member }: SiteCtx, { id }: { id: number }) {
    const link = this.links.find(id) ?? abort(404)
    return render('links/show.html', { link, mayChange: mayChange(member, link) })
  }

  @members('/links/new')
  blank() {
    return newLink.page()
  }

  @members.post('/links', newLink)
  create({ member, flash }: MemberCtx, { form }: { form: LinkForm }) {
    const id = this.links.add(member.id, form)
    this.pictures.change(id, form)
    flash.add('The link was added.')
    return redirect(url(Links, 'show', { id }))
  }

  @members('/links/:id<int>/edit')
  edit({ member }: MemberCtx, { id, form }: { id: number; form?: FormState<typeof LinkForm> }) {
    const link = ownLink(this.links, member, id)
    return editLink.page({ link }, form ?? link)
  }

  @members.post('/links/:id<int>', { ...editLink, invalid: 'edit' })
  update({ member, flash }: MemberCtx, { id, form }: { id: number; form: LinkForm }) {
    ownLink(this.links, member, id)
    this.links.update(id, form)
    this.pictures.change(id, form)
    flash.add('The changes were saved.')
    return redirect(url(Links, 'show', { id }))
  }

  @members.post('/links/:id<int>/delete')
  remove({ member, flash }: MemberCtx, { id }: { id: number }) {
    const { title } = ownLink(this.links, member, id)
    this.links.delete(id)
    flash.add(`“${title}” was deleted.`)
    return redirect(url(Links, 'list'))
  }

  /** The data of links/list.html: a page of links, and the searches that find its neighbours. */
  private found(query: LinkQuery) {
    const found = this.links.search(query)
    const q = query.q === '' ? undefined : query.q
    return {
      ...found,
      q,
      newer: found.page > 1 ? { q, page: found.page - 1 } : undefined,
      older: found.page < found.pages ? { q, page: found.page + 1 } : undefined,
    }
  }
}
