// The plain HTML escape: & < > " ' as character references, for text and quoted attributes.
// Clean text is returned as it is: most values have nothing to escape, and a regex test is the cheapest way to know.

const SPECIAL = /[&<>"']/

/**
 * Escapes a text for HTML text and for quoted attribute values.
 *
 * @returns the same string if it has nothing to escape
 */
export function escapeHtml(text: string): string {
  return SPECIAL.test(text) ? escapeDirty(text) : text
}

function escapeDirty(text: string): string {
  let out = ''
  let clean = 0
  for (let i = 0; i < text.length; i++) {
    const reference = referenceOf(text.charCodeAt(i))
    if (reference === '') continue
    out += text.slice(clean, i) + reference
    clean = i + 1
  }
  return out + text.slice(clean)
}

function referenceOf(code: number): string {
  switch (code) {
    case 38:
      return '&amp;'
    case 60:
      return '&lt;'
    case 62:
      return '&gt;'
    case 34:
      return '&quot;'
    case 39:
      return '&#39;'
    default:
      return ''
  }
}
