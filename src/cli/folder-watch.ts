// Watches a folder and all folders below it, by one watcher for each: what every system can do.
// It says which files have changed, or may have; not how.

import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Something that watches. */
export interface FolderWatch {
  close(): void
}

/** How a folder is watched. */
export interface FolderWatchOptions {
  /** How long nothing must happen after a change, in milliseconds: one save can be several events. Default: 50. */
  readonly settleMs?: number
  /** Whether a folder of a name is left out, besides those that begin with a dot. Default: none is. */
  readonly ignores?: (name: string) => boolean
}

/** Takes the whole paths of what has changed. */
export type Changed = (paths: ReadonlySet<string>) => void

/**
 * Watches a folder.
 *
 * @param changed called after changes, once for those that come together
 */
export function watchFolder(dir: string, changed: Changed, options: FolderWatchOptions = {}): FolderWatch {
  return new WatchedTree(resolve(dir), changed, { settleMs: 50, ignores: () => false, ...options })
}

/** A watcher, with the identity of its folder: another one may have taken the folder's place. */
interface Watched {
  readonly watcher: FSWatcher
  readonly inode: number
}

class WatchedTree implements FolderWatch {
  readonly #root: string
  readonly #changed: Changed
  readonly #options: Required<FolderWatchOptions>
  readonly #watched = new Map<string, Watched>()
  readonly #parent: FSWatcher
  #paths = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(root: string, changed: Changed, options: Required<FolderWatchOptions>) {
    this.#root = root
    this.#changed = changed
    this.#options = options
    // The folder itself may go and come back.
    this.#parent = watch(dirname(root), (_, name) => {
      if (name === null || name === basename(root)) this.#settle(root)
    })
    this.#parent.on('error', () => this.#parent.close())
    this.#follow()
    this.#paths.clear()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#parent.close()
    for (const { watcher } of this.#watched.values()) watcher.close()
    this.#watched.clear()
  }

  #settle(path: string): void {
    this.#paths.add(path)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#follow()
      const paths = this.#paths
      this.#paths = new Set()
      this.#changed(paths)
    }, this.#options.settleMs)
  }

  /** Watches folders that are new, and no longer those that are gone. */
  #follow(): void {
    const folders = new Map(foldersBelow(this.#root, this.#options.ignores))
    for (const [path, { watcher, inode }] of this.#watched) {
      if (folders.get(path) === inode) continue
      watcher.close()
      this.#watched.delete(path)
    }
    for (const [path, inode] of folders) if (!this.#watched.has(path)) this.#watch(path, inode)
  }

  /** What is in a new folder was not seen to come. */
  #watch(path: string, inode: number): void {
    for (const { name } of entriesOf(path)) this.#paths.add(join(path, name))
    const watcher = watch(path, (_, name) => this.#settle(name === null ? path : join(path, name)))
    watcher.on('error', () => this.#settle(path))
    this.#watched.set(path, { watcher, inode })
  }
}

/** A folder and all below it, each with its inode; one that is gone meanwhile is left out. */
function foldersBelow(
  path: string,
  ignores: (name: string) => boolean,
): readonly (readonly [path: string, inode: number])[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory() !== true) return []
  const below = entriesOf(path).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ignores(entry.name),
  )
  return [[path, stats.ino] as const, ...below.flatMap(({ name }) => foldersBelow(join(path, name), ignores))]
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return [] // gone since
  }
}
