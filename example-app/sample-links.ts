// What a new board shows, so that the first look is not an empty one. The last is the newest.

import type Database from 'libsql'
import { BOARD_ACCOUNT } from './database.js'
import type { LinkInput } from './link-schemas.js'
import { LinkStore } from './link-store.js'

/** Fills a new board. The links belong to the board itself, so that only editors change them. */
export function addSamples(db: Database.Database, samples: readonly LinkInput[] = SAMPLE_LINKS): void {
  const links = new LinkStore(db)
  for (const sample of samples) links.add(BOARD_ACCOUNT, sample)
}

export const SAMPLE_LINKS: readonly LinkInput[] = [
  {
    title: 'SQLite: Appropriate uses',
    url: 'https://www.sqlite.org/whentouse.html',
    note: 'When one file is all the database a site needs, by those who make it.',
  },
  {
    title: 'HTTP: learn the protocol',
    url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP',
    note: 'Methods, status codes, header fields and caching, each on a page of its own.',
  },
  {
    title: 'Mustache, the manual',
    url: 'https://mustache.github.io/mustache.5.html',
    note: 'The template language that the pages of this board are written in.\nSections, partials and escaping in ten minutes.',
  },
  {
    title: 'The TypeScript handbook',
    url: 'https://www.typescriptlang.org/docs/handbook/intro.html',
    note: 'Types for everyday work, and then narrowing, generics and decorators.',
  },
]
