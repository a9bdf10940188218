// Whose a link is. One rule for the pages and the API: everybody reads all links, and changes only what they have added.

import { abort } from 'miniweb'
import type { Member } from './account-store.js'
import type { Link, LinkStore } from './link-store.js'

/** Whether somebody may change and delete a link: its owner, and editors. */
export function mayChange(member: Member | undefined, link: Link): boolean {
  return member !== undefined && (member.id === link.ownerId || member.role === 'editor')
}

/**
 * A link that a member wants to change.
 *
 * @throws HttpError 404 if there is none with this number, 403 if it is not theirs: everybody can see that it is there
 */
export function ownLink(links: LinkStore, member: Member, id: number): Link {
  const link = links.find(id) ?? abort(404, `there is no link ${id}`)
  return mayChange(member, link) ? link : abort(403, `link ${id} was added by ${link.owner}, not by you`)
}
