// Whether the client already has what it asks for.
// @see RFC 9110 section 13

/** What the server has: its entity tag, and when it was last modified, in milliseconds since 1970. */
export interface Validators {
  readonly etag: string
  readonly modifiedMs: number
}

/** The conditional fields of a request. */
export interface ConditionalFields {
  readonly 'if-none-match'?: string | undefined
  readonly 'if-modified-since'?: string | undefined
}

/** Whether a GET or HEAD is answered by 304: If-None-Match decides, and only without it If-Modified-Since. */
export function isNotModified(fields: ConditionalFields, { etag, modifiedMs }: Validators): boolean {
  const tags = fields['if-none-match']
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => weak(tag.trim()) === weak(etag))
  const since = parseHttpDate(fields['if-modified-since'] ?? '')
  return since !== undefined && Math.floor(modifiedMs / 1000) * 1000 <= since
}

/** A date in the form that HTTP sends, in milliseconds since 1970. @see RFC 9110 section 5.6.7 */
function parseHttpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

function weak(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
