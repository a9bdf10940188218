// A link board of its own for each test, in memory, closed when the test ends.

import request from 'supertest'
import { onTestFinished } from 'vitest'
import { linkBoard } from '../../example-app/board.js'
import type { LinkInput } from '../../example-app/link-schemas.js'
import { LinkStore } from '../../example-app/link-store.js'

/** Opens a board with these links, the last of them the newest, and gives what sends it requests. */
export function freshBoard(links: readonly Partial<LinkInput>[] = []) {
  const store = new LinkStore(':memory:', links.map(wholeLink))
  const app = linkBoard(store)
  onTestFinished(() => app.close())
  return request(app.handler)
}

/** Links with the numbers from 1. */
export function numberedLinks(count: number): readonly Partial<LinkInput>[] {
  return Array.from({ length: count }, (_, index) => ({ title: `Link ${index + 1}` }))
}

function wholeLink({ title = 'A title', url = 'https://example.org/', note = '' }: Partial<LinkInput>): LinkInput {
  return { title, url, note }
}
