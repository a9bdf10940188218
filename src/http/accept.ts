// What the client would rather have, HTML or JSON, for answers that exist in both.
// @see RFC 9110 section 12.5.1

/** Whether an Accept field asks for HTML at least as much as for JSON. Without a field, or with wildcards only: no. */
export function prefersHtml(accept: string | undefined): boolean {
  let html = 0
  let json = 0
  for (const range of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';')
    const essence = type.trim().toLowerCase()
    const quality = qualityOf(parameters)
    if (essence === 'text/html' || essence === 'application/xhtml+xml') html = Math.max(html, quality)
    else if (essence === 'application/json' || essence.endsWith('+json')) json = Math.max(json, quality)
  }
  return html > 0 && html >= json
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .find((parameter) => parameter.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return quality >= 0 && quality <= 1 ? quality : 0
}
