// Where an address leads, by the URL class: what was literal of it stays, and no scheme but the expected ones.
// Judged on two sites, since what a relative address means depends on the page that it is on.

import { MARK } from '../data.js'
import { mustBeSame, mustHold } from './difference.js'

/** An address in two renderings, and whether what it names becomes part of the page. */
export interface Addresses {
  readonly own: string
  readonly expected: string
  readonly loadsCode: boolean
}

const SITES = ['https://site.example/a/b?c=d', 'http://127.0.0.1:3000/']
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const BLOCKED = /^about:blank#blocked/

/** @throws Difference if an address leads elsewhere than its template says */
export function judgeAddress(place: string, addresses: Addresses): void {
  for (const site of SITES) judgeOn(site, place, addresses)
}

/** A srcset: as many addresses, unless a value begins one of them and may be a list. @throws Difference */
export function judgeAddressList(place: string, own: string, expected: string): void {
  if (/(?:^|\s),/.test(own)) return // The engine does not look behind a comma that begins a candidate, where browsers do.
  const [candidates, twins] = [candidatesOf(own), candidatesOf(expected)]
  const holdsLists = twins.some((twin) => twin.startsWith(MARK))
  if (!holdsLists) mustBeSame(`${place} candidates of ${own}`, candidates.length, twins.length)
  candidates.forEach((candidate, i) => {
    judgeAddress(place, { own: candidate, expected: holdsLists ? MARK : (twins[i] ?? ''), loadsCode: false })
  })
}

function judgeOn(site: string, place: string, { own, expected, loadsCode }: Addresses): void {
  if (own === expected || (BLOCKED.test(own) && expected.startsWith(MARK))) return
  if (!URL.canParse(own, site)) return // leads nowhere
  const [url, twin] = [new URL(own, site), new URL(expected, site)]
  mustHold(SCHEMES.has(url.protocol), place, `the scheme of ${own}`)
  const isLiteral = !expected.startsWith(MARK)
  if (isLiteral || loadsCode) mustBeSame(`${place} ${own} on ${site}`, originOf(url), originOf(twin))
  if (isLiteral) mustBeSame(`${place} ${own} on ${site}`, literalQuery(url, twin), literalQuery(twin, twin))
}

/** Mail and telephone have no host, whatever the URL class makes of slashes. */
function originOf({ protocol, username, password, host }: URL): readonly string[] {
  return /^https?:$/.test(protocol) ? [protocol, username, password, host] : [protocol]
}

/** The names of the query's parameters, and those values that are literal; nothing where the names are values. */
function literalQuery(url: URL, twin: URL): readonly (readonly [string, string | undefined])[] {
  const twins = [...twin.searchParams]
  if (twins.some(([name]) => name.includes(MARK))) return []
  return [...url.searchParams].map(([name, value], i) => [name, twins[i]?.[1].includes(MARK) ? undefined : value])
}

/** @see https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute */
function candidatesOf(srcset: string): readonly string[] {
  const found: string[] = []
  let rest = srcset
  for (;;) {
    rest = rest.replace(/^[\t\n\f\r ,]+/, '')
    if (rest === '') return found
    const [url = ''] = /^[^\t\n\f\r ]+/.exec(rest) ?? []
    rest = rest.slice(url.length)
    found.push(url.replace(/,+$/, ''))
    if (!url.endsWith(',')) rest = rest.replace(/^(?:\([^)]*\)?|[^,(])*/, '')
  }
}
