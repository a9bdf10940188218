// Addresses that change with the content, without a build step: `/static/app.css?v=Zr0m1…`. The path stays what it is,
// so that guards, routes and relative addresses inside a file see no second name of it, and an outdated address still
// gives the file, only not for ever. All that blocks here happens at the start, or in development.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { encodeSegments } from '../http/target.js'
import { digestOf } from './content.js'
import { isMissing } from './disk.js'
import { filesIn } from './listing.js'
import { markOf } from './lookup.js'
import type { FolderSettings } from './options.js'

/** How the query of such an address begins. */
export const PIN = 'v='

/** The query of such an address. */
export function pinOf(digest: string): string {
  return PIN + digest
}

/** The files of a folder with the digests of their contents. */
export class Fingerprints {
  readonly #settings: FolderSettings
  readonly #dev: boolean
  readonly #digests = new Map<string, string>()

  /** Lists the folder, and reads its small files unless in development. */
  constructor(settings: FolderSettings, dev: boolean) {
    this.#settings = settings
    this.#dev = dev
    let budgetBytes = settings.totalLimitBytes
    for (const name of filesIn(settings.root)) {
      const { digest, readBytes } = dev ? UNREAD : digestFile(settings, name, budgetBytes)
      budgetBytes -= readBytes
      this.#digests.set(name, digest)
    }
  }

  /** Whether the folder has a file; in development it is looked for again. @param name its path below the folder, with slashes */
  has(name: string): boolean {
    if (this.#digests.has(name)) return true
    if (this.#dev) for (const file of filesIn(this.#settings.root)) this.#digests.set(file, UNREAD.digest)
    return this.#digests.has(name)
  }

  /** The names of all files that were there at the start. */
  names(): Iterable<string> {
    return this.#digests.keys()
  }

  /** The address of a file, in development the plain one. @returns undefined for a name that the folder does not have */
  address(name: string): string | undefined {
    if (!this.has(name)) return undefined
    const path = encodeSegments([...this.#settings.prefix, ...name.split('/')])
    return this.#dev ? path : `${path}?${pinOf(this.#digests.get(name) ?? '')}`
  }

  /** Takes note of the digest that a file has now. */
  update(name: string, digest: string): void {
    if (this.#digests.has(name)) this.#digests.set(name, digest)
  }
}

interface Digested {
  readonly digest: string
  readonly readBytes: number
}

const UNREAD: Digested = { digest: '', readBytes: 0 }

/** The digest that serving will find: of the bytes of a small file, of the disk's word on a large one. */
function digestFile({ root, fileLimitBytes }: FolderSettings, name: string, budgetBytes: number): Digested {
  const path = join(root, name)
  try {
    const stats = statSync(path, { bigint: true })
    if (stats.size > Math.min(fileLimitBytes, budgetBytes)) return { digest: digestOf(markOf(stats)), readBytes: 0 }
    return { digest: digestOf(readFileSync(path)), readBytes: Number(stats.size) }
  } catch (error) {
    if (isMissing(error)) return UNREAD
    throw error
  }
}
