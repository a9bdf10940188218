// Which fields of the request an answer was chosen by, so that caches keep the choices apart.
// @see RFC 9110 section 12.5.5

import type { ReplyHeaders } from './reply.js'

/** Adds a field's name to Vary, unless it is there, or the answer varies by anything (`*`). */
export function addVary(headers: ReplyHeaders, name: string): void {
  const vary = headers.get('vary')
  if (vary === undefined) headers.put('vary', name)
  else if (vary !== name && !lists(vary, name)) headers.put('vary', `${vary}, ${name}`)
}

function lists(vary: string, name: string): boolean {
  const key = name.toLowerCase()
  return vary.split(',').some((member) => {
    const listed = member.trim().toLowerCase()
    return listed === '*' || listed === key
  })
}
