// The pages of the board: the list with its search, one link, and the forms that add, change and delete.
// HTML forms know GET and POST only, so that each change is a POST to an address of its own; the answer is a redirect.

import { abort, type Ctx, redirect, render, route, url } from 'miniweb'
import { type LinkForm, linkFields } from './link-fields.js'
import { LinkInput, LinkQuery } from './link-schemas.js'
import type { Link, LinkStore } from './link-store.js'

export class Links {
  constructor(private readonly store: LinkStore) {}

  @route('/', { query: LinkQuery })
  list(_: Ctx, { query }: { query: LinkQuery }) {
    return render('links/list.html', this.found(query))
  }

  /** The part of the list that a search changes; static/search.js asks for it while the reader types. */
  @route('/links/results', { query: LinkQuery })
  results(_: Ctx, { query }: { query: LinkQuery }) {
    return render('links/list.html#results', this.found(query))
  }

  @route('/links/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return render('links/show.html', { link: this.linkOf(id) })
  }

  @route('/links/new')
  blank(_: Ctx, { form }: { form?: LinkForm }) {
    return render('links/new.html', { fields: linkFields(form) })
  }

  @route.post('/links', { form: LinkInput, invalid: 'blank' })
  create(_: Ctx, { form }: { form: LinkInput }) {
    const { id } = this.store.add(form)
    return redirect(url(Links, 'show', { id }))
  }

  @route('/links/:id<int>/edit')
  edit(_: Ctx, { id, form }: { id: number; form?: LinkForm }) {
    const link = this.linkOf(id)
    return render('links/edit.html', { link, fields: linkFields(form, link) })
  }

  @route.post('/links/:id<int>', { form: LinkInput, invalid: 'edit' })
  update(_: Ctx, { id, form }: { id: number; form: LinkInput }) {
    if (!this.store.update(id, form)) abort(404)
    return redirect(url(Links, 'show', { id }))
  }

  @route.post('/links/:id<int>/delete')
  remove(_: Ctx, { id }: { id: number }) {
    if (!this.store.delete(id)) abort(404)
    return redirect(url(Links, 'list'))
  }

  private linkOf(id: number): Link {
    return this.store.find(id) ?? abort(404)
  }

  /** The data of links/list.html: a page of links, and the searches that find its neighbours. */
  private found(query: LinkQuery) {
    const found = this.store.search(query)
    const q = query.q === '' ? undefined : query.q
    return {
      ...found,
      q,
      newer: found.page > 1 ? { q, page: found.page - 1 } : undefined,
      older: found.page < found.pages ? { q, page: found.page + 1 } : undefined,
    }
  }
}
