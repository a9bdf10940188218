// Which files `miniweb dev` watches, and what the change of one asks for: a restart, the pages again, or new styles.

import { watch } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { PageChange } from './dev-messages.js'
import { type FolderWatch, watchFolder } from './folder-watch.js'

/** What a change asks for. */
export type Wanted = 'restart' | PageChange

/** Takes what has changed; `file` is one of the files. */
export type Noticed = (wanted: Wanted, file: string) => void

/** How long nothing must happen after a change, in milliseconds. */
const SETTLE_MS = 20
/** Folders of the app's folder that are made by tools. */
const IGNORED: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'coverage'])
/** What an app is made of: sources and what compilers read, but neither types nor tests. */
const SOURCE = /^(?!.*\.(?:d|test|spec)\.)(?:.+\.[cm]?[jt]sx?|package\.json|tsconfig.*\.json|\.env.*)$/

/** The files of an app. */
export class DevFiles {
  readonly #root: string
  readonly #noticed: Noticed
  readonly #watches = new Map<string, FolderWatch>()
  readonly #imported = new Set<string>()
  #folders: readonly string[] = []
  /** Whether any change at all may be the one that is needed. */
  isBroken = false

  /** @param root the app's folder */
  constructor(root: string, noticed: Noticed) {
    this.#root = root
    this.#noticed = noticed
    this.#watchTree(root)
  }

  /** Folders of templates and static files: their changes ask for no restart. */
  set folders(folders: readonly string[]) {
    this.#folders = folders
    for (const folder of folders) if (!isBelow(this.#root, folder)) this.#watchTree(folder)
  }

  /** A file that the app imports. */
  imports(file: string): void {
    this.#imported.add(file)
    const folder = dirname(file)
    if (!isBelow(this.#root, file) && !this.#watches.has(folder)) this.#watchFilesOf(folder)
  }

  close(): void {
    for (const watching of this.#watches.values()) watching.close()
    this.#watches.clear()
  }

  #watchTree(folder: string): void {
    if (this.#watches.has(folder)) return
    const options = { settleMs: SETTLE_MS, ignores: (name: string) => IGNORED.has(name) }
    this.#watches.set(
      folder,
      watchFolder(folder, (paths) => this.#decide([...paths]), options),
    )
  }

  /** For modules beside the app's folder, of which nothing else is the app's. */
  #watchFilesOf(folder: string): void {
    const watcher = watch(folder, (_, name) => {
      if (name !== null && this.#imported.has(join(folder, name))) this.#noticed('restart', join(folder, name))
    })
    watcher.on('error', () => watcher.close())
    this.#watches.set(folder, watcher)
  }

  /** Says the greatest that any of the files asks for. */
  #decide(paths: readonly string[]): void {
    for (const wanted of ['restart', 'page', 'styles'] as const) {
      const file = paths.find((path) => this.#wantedBy(path) === wanted)
      if (file === undefined) continue
      this.#noticed(wanted, file)
      return
    }
  }

  #wantedBy(path: string): Wanted | undefined {
    const isPage = this.#folders.some((folder) => isBelow(folder, path))
    const isSource = SOURCE.test(basename(path)) && !isPage
    if (isSource || this.#imported.has(path)) return 'restart'
    if (!isPage || /\.d\.ts$/.test(path)) return undefined
    if (this.isBroken) return 'restart'
    return path.endsWith('.css') ? 'styles' : 'page'
  }
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep)
}
