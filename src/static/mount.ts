// A static folder under its address prefix, with the addresses of its files.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.js'
import type { Disk } from './disk.js'
import { Fingerprints } from './fingerprint.js'
import { Folder } from './folder.js'
import type { FolderSettings } from './options.js'

/** What mounts have in common. */
export interface MountOptions {
  readonly dev: boolean
  readonly disk: Disk
  readonly clock: Clock
}

/** A folder under its prefix. */
export class Mount {
  readonly folder: Folder
  readonly root: string
  /** The prefix as segments. */
  readonly segments: readonly string[]
  /** `/static`, or nothing for the top. */
  readonly prefix: string
  readonly #below: string
  readonly #settings: FolderSettings
  readonly #dev: boolean
  #fingerprints: Fingerprints | undefined

  constructor(settings: FolderSettings, options: MountOptions) {
    this.folder = new Folder(settings, {
      ...options,
      onDigest: (name, digest) => this.#fingerprints?.update(name, digest),
    })
    this.root = settings.root
    this.segments = settings.prefix
    this.prefix = settings.prefix.map((segment) => `/${segment}`).join('')
    this.#below = `${this.prefix}/`
    this.#settings = settings
    this.#dev = options.dev
  }

  /** How many segments the prefix has. */
  get depth(): number {
    return this.segments.length
  }

  /** The folder's files and their addresses, listed when they are first asked for; undefined where nobody may. */
  get fingerprints(): Fingerprints | undefined {
    if (this.#settings.fingerprint) this.#fingerprints ??= new Fingerprints(this.#settings, this.#dev)
    return this.#fingerprints
  }

  /** Whether a path is the prefix or lies below it, by whole segments. */
  covers(path: string): boolean {
    return path.startsWith(this.#below) || path === this.prefix
  }

  /** Whether the folder has a file of this name right now. It blocks. */
  holds(name: string): boolean {
    return existsSync(join(this.root, name))
  }
}
