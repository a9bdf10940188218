// The resources of one folder: found on the disk, kept in memory, and asked for again when they may have changed.
// The disk is asked for each of them at most once at a time, and a file is read once for all who wait for it.

import type { Clock } from './clock.js'
import { type OpenContent, openContent } from './content.js'
import type { Disk } from './disk.js'
import { type Circumstances, type Held, holdContent } from './held.js'
import { contained } from './lookup.js'
import { Lru } from './lru.js'
import type { FolderSettings } from './options.js'
import { findVariants, type Resource, sightAll, type Variant } from './resource.js'

/** What the resources of a folder take from those who serve it. */
export interface ResourcesOptions {
  readonly disk: Disk
  readonly clock: Clock
  /** For how long the disk is not asked again, in milliseconds. */
  readonly staleMs: number
  /** Called with a file's path below the folder and the digest of its content, whenever it was read. */
  readonly onDigest: (name: string, digest: string) => void
}

/** What a path leads to. */
export type Found = Resource | 'directory' | undefined

/** What a resource weighs without its content, in bytes. */
const RESOURCE_BYTES = 2048

/** The resources of one folder. */
export class Resources {
  readonly #settings: FolderSettings
  readonly #options: ResourcesOptions
  readonly #kept: Lru<Resource>
  readonly #looking = new Map<string, Promise<Found>>()

  constructor(settings: FolderSettings, options: ResourcesOptions) {
    this.#settings = settings
    this.#options = options
    this.#kept = new Lru(settings.totalLimitBytes)
  }

  /** The resource under a key, if the disk was asked lately. */
  fresh(key: string): Resource | undefined {
    const resource = this.#kept.get(key)
    const isFresh = resource && this.#options.clock.monotonicMs() - resource.checkedMs < this.#options.staleMs
    return isFresh ? resource : undefined
  }

  /**
   * A resource as the disk has it now.
   *
   * @param key what it is kept under; never the same for two resources
   * @param names its path below the folder
   */
  async current(key: string, names: readonly string[]): Promise<Found> {
    const running = this.#looking.get(key)
    if (running) return running
    const looking = this.#look(key, names).finally(() => this.#looking.delete(key))
    this.#looking.set(key, looking)
    return looking
  }

  /** The content of a variant: from memory, or open. @throws what the disk throws */
  async content(key: string, resource: Resource, variant: Variant): Promise<Held | OpenContent> {
    if (variant.held) return variant.held
    if (variant.sizeBytes <= this.#settings.fileLimitBytes) {
      variant.reading ??= this.#read(key, resource, variant).finally(() => {
        variant.reading = undefined
      })
      const held = await variant.reading
      if (held) return held
    }
    const circumstances = this.circumstances(resource, variant)
    const content = await openContent(this.#options.disk, variant.path, 0)
    this.#noteDigest(resource, variant, content.digest)
    return content.kind === 'open' ? content : holdContent(content, circumstances)
  }

  /** The digest of the file itself, whatever variant is served. @throws what the disk throws */
  async digest(key: string, resource: Resource): Promise<string | undefined> {
    if (resource.digest === undefined) {
      const content = await this.content(key, resource, resource.plain)
      if (content.kind === 'open') await content.file.close()
    }
    return resource.digest
  }

  /** What describes a variant beside its content. */
  circumstances({ name, codings }: Resource, { coding }: Variant): Circumstances {
    return { ...this.#settings, name, coding, varies: codings.length > 0, nowMs: this.#options.clock.wallMs() }
  }

  /** Forgets a resource that turned out not to be there. */
  forget(key: string): void {
    this.#kept.delete(key)
  }

  async #look(key: string, names: readonly string[]): Promise<Found> {
    const { disk, clock } = this.#options
    const { root } = this.#settings
    const checkedMs = clock.monotonicMs()
    const sightings = await sightAll(disk, root, names)
    const marks = sightings.map(({ mark }) => mark)
    const before = this.#kept.get(key)
    if (before && isSame(before.marks, marks)) return this.#confirm(key, before, checkedMs)
    this.#kept.delete(key)
    if (sightings[0]?.stats?.isDirectory())
      return (await contained(disk, root, names)) === undefined ? undefined : 'directory'
    const variants = await findVariants(disk, root, names, sightings)
    if (!variants) return undefined
    const unknown = { digest: undefined, choice: undefined }
    const resource: Resource = { name: names.join('/'), ...variants, ...unknown, marks, checkedMs }
    this.#kept.set(key, resource, RESOURCE_BYTES)
    return resource
  }

  /** Nothing has changed as far as the disk can tell; a content that it cannot tell of is read again. */
  #confirm(key: string, resource: Resource, checkedMs: number): Resource {
    resource.checkedMs = checkedMs
    for (const variant of [resource.plain, ...resource.compressed]) {
      if (variant.held === undefined || variant.held.isSettled) continue
      this.#kept.grow(key, resource, -variant.held.weightBytes)
      variant.held = undefined
      resource.digest = undefined
    }
    this.#kept.touch(key)
    return resource
  }

  async #read(key: string, resource: Resource, variant: Variant): Promise<Held | undefined> {
    const circumstances = this.circumstances(resource, variant)
    const content = await openContent(this.#options.disk, variant.path, this.#settings.fileLimitBytes)
    if (content.kind === 'open') {
      await content.file.close()
      return undefined
    }
    this.#noteDigest(resource, variant, content.digest)
    variant.held = holdContent(content, circumstances)
    this.#kept.grow(key, resource, variant.held.weightBytes)
    return variant.held
  }

  #noteDigest(resource: Resource, variant: Variant, digest: string): void {
    if (variant !== resource.plain) return
    resource.digest = digest
    this.#options.onDigest(resource.name, digest)
  }
}

function isSame(before: readonly string[], now: readonly string[]): boolean {
  return before.every((mark, index) => mark === now[index])
}
