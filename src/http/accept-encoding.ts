// Which content coding a client likes best among those that are at hand.
// @see RFC 9110 section 12.5.3

/** A content coding; `identity` is none. */
export type Coding = 'br' | 'zstd' | 'gzip' | 'identity'

/**
 * The coding to answer with. Without a field, or when nothing else is acceptable, `identity`: an answer that the
 * client did not want is better than none.
 *
 * @param field the Accept-Encoding field, its lines joined by commas
 * @param available what is at hand beside `identity`, the best first: it wins among equals
 */
export function preferredCoding(field: string | undefined, available: readonly Coding[]): Coding {
  if (field === undefined || field === '' || available.length === 0) return 'identity'
  const weights = parseWeights(field)
  let best: Coding = 'identity'
  let most = weights.get('identity') ?? 0
  for (const coding of available) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0
    if (weight > most || (weight === most && weight > 0 && best === 'identity')) [best, most] = [coding, weight]
  }
  return best
}

/** The weight of each named coding, 0 to 1. A name that came twice keeps its first weight; malformed members are left out. */
function parseWeights(field: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const member of field.split(',')) {
    const semicolon = member.indexOf(';')
    const name = nameOf(semicolon === -1 ? member : member.slice(0, semicolon))
    const weight = semicolon === -1 ? 1 : weightOf(member.slice(semicolon + 1))
    if (name !== '' && weight !== undefined && !weights.has(name)) weights.set(name, weight)
  }
  return weights
}

/** @see RFC 9110 section 8.4.1.3: x-gzip is gzip */
function nameOf(text: string): string {
  const name = text.trim().toLowerCase()
  return name === 'x-gzip' ? 'gzip' : name
}

/** @see RFC 9110 section 12.4.2 */
function weightOf(parameter: string): number | undefined {
  const match = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(parameter.trim())
  return match ? Number(match[1]) : undefined
}
