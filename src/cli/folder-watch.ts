// Watches a folder and all folders below it, by one watcher for each: what every system can do.
// It says that something changed, not what.

import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Something that watches. */
export interface FolderWatch {
  close(): void
}

/** How long nothing must happen after a change, in milliseconds: one save can be several events. */
const SETTLE_MS = 50

/**
 * Watches a folder.
 *
 * @param changed called after changes, once for those that come together
 */
export function watchFolder(dir: string, changed: () => void, settleMs = SETTLE_MS): FolderWatch {
  return new WatchedTree(resolve(dir), changed, settleMs)
}

/** A watcher, with the identity of its folder: another one may have taken the folder's place. */
interface Watched {
  readonly watcher: FSWatcher
  readonly inode: number
}

class WatchedTree implements FolderWatch {
  readonly #root: string
  readonly #changed: () => void
  readonly #settleMs: number
  readonly #watched = new Map<string, Watched>()
  readonly #parent: FSWatcher
  #timer: NodeJS.Timeout | undefined

  constructor(root: string, changed: () => void, settleMs: number) {
    this.#root = root
    this.#changed = changed
    this.#settleMs = settleMs
    // The folder itself may go and come back.
    this.#parent = watch(dirname(root), (_, name) => {
      if (name === null || name === basename(root)) this.#settle()
    })
    this.#parent.on('error', () => this.#parent.close())
    this.#follow()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#parent.close()
    for (const { watcher } of this.#watched.values()) watcher.close()
    this.#watched.clear()
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#follow()
      this.#changed()
    }, this.#settleMs)
  }

  /** Watches folders that are new, and no longer those that are gone. */
  #follow(): void {
    const folders = new Map(foldersBelow(this.#root))
    for (const [path, { watcher, inode }] of this.#watched) {
      if (folders.get(path) === inode) continue
      watcher.close()
      this.#watched.delete(path)
    }
    for (const [path, inode] of folders) if (!this.#watched.has(path)) this.#watch(path, inode)
  }

  #watch(path: string, inode: number): void {
    const watcher = watch(path, () => this.#settle())
    watcher.on('error', () => this.#settle())
    this.#watched.set(path, { watcher, inode })
  }
}

/** A folder and all below it, each with its inode; one that is gone meanwhile is left out. */
function foldersBelow(path: string): readonly (readonly [string, number])[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory() !== true) return []
  const below = entriesOf(path).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return [[path, stats.ino] as const, ...below.flatMap(({ name }) => foldersBelow(join(path, name)))]
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return [] // gone since
  }
}
