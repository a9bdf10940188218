// The form of a token, before any key is asked: three parts in base64url, and a header that all readers read alike.
// Whatever decodes to the same bytes in another spelling is refused, so that a token has one.
// @see RFC 7515 sections 3.1, 4 (unique names), 4.1.11 (crit), RFC 4648 section 3.5

/** Longer tokens are not looked at. */
export const LIMIT_BYTES = 8192

const PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Whether a text has the form of a token. Never throws. */
export function isCompactForm(text: string): boolean {
  if (text.length > LIMIT_BYTES || !PARTS.test(text)) return false
  const parts = text.split('.')
  return parts.every(isCanonical) && isPlainHeader(Buffer.from(parts[0] ?? '', 'base64url').toString())
}

/** Whether the bits behind the last byte are zero. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}

/** Whether a header is an object with unique names that asks for no extension. */
function isPlainHeader(json: string): boolean {
  try {
    const header: unknown = JSON.parse(json)
    if (typeof header !== 'object' || header === null || Object.hasOwn(header, 'crit')) return false
    return countMembers(json) === countMembers(JSON.stringify(header))
  } catch {
    return false // no JSON
  }
}

/** The members of all objects in a JSON text: a repeated name counts here, and is gone once the text is parsed. */
function countMembers(json: string): number {
  let count = 0
  let isInText = false
  for (let index = 0; index < json.length; index++) {
    const char = json[index]
    if (char === '\\') index++
    else if (char === '"') isInText = !isInText
    else if (char === ':' && !isInText) count++
  }
  return count
}
