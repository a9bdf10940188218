// Whether two engines made the same page: white space aside, and however they write a character reference
// or the doctype.

import { BenchFailure } from '../failure.js'

/** @throws BenchFailure if a page is not the expected one, or shows markup from data as markup */
export function mustBeSamePage(what: string, page: string, expected: string): void {
  if (/<(?:b>Ada|pepper|0)/.test(page)) throw new BenchFailure(`${what} does not escape`)
  const [own, wanted] = [normal(page), normal(expected)]
  if (own === wanted) return
  const at = [...own].findIndex((char, i) => char !== wanted[i])
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40))
  throw new BenchFailure(`${what} gives another page: ${around(own)} in the place of ${around(wanted)}`)
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

function normal(page: string): string {
  return page
    .replace(/^<!doctype/i, '<!doctype')
    .replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
      return decimal !== undefined ? String.fromCodePoint(Number(decimal)) : (NAMED[name ?? ''] ?? whole)
    })
    .replace(/\s+/g, '')
}
