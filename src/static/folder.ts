// One static folder: a path below its prefix becomes a reply, finally. From memory at once where the disk was asked
// lately, else after the disk was asked.

import { HttpError } from '../errors.js'
import type { Context } from '../http/context.js'
import { preparedReply, type Reply } from '../http/reply.js'
import type { Clock } from './clock.js'
import { decide, isConditional } from './decide.js'
import { toDirectory } from './directory.js'
import { type Disk, isMissing, toHttpError } from './disk.js'
import { PIN, pinOf } from './fingerprint.js'
import { describe, type Held } from './held.js'
import { namesOf } from './names.js'
import type { FolderSettings } from './options.js'
import { memoryReply, openReply } from './replies.js'
import { preferredVariant, type Resource, type Variant } from './resource.js'
import { Resources } from './resources.js'

/** What a folder takes from those who serve it. */
export interface FolderOptions {
  readonly disk: Disk
  readonly clock: Clock
  /** Whether each request asks the disk, and no address is served for ever. */
  readonly dev: boolean
  /** Called with a file's path below the folder and the digest of its content, whenever it was read. */
  readonly onDigest: (name: string, digest: string) => void
}

/** For how long the disk is not asked again outside development, in milliseconds. */
const STALE_MS = 1000

/** A static folder. */
export class Folder {
  readonly #settings: FolderSettings
  readonly #options: FolderOptions
  readonly #resources: Resources

  constructor(settings: FolderSettings, options: FolderOptions) {
    this.#settings = settings
    this.#options = options
    this.#resources = new Resources(settings, { ...options, staleMs: options.dev ? 0 : STALE_MS })
  }

  /**
   * Answers a GET or HEAD.
   *
   * @param depth how many segments of the path are the folder's prefix
   * @throws HttpError 404, 412, 416, 503
   */
  answer(ctx: Context, depth: number): Reply | Promise<Reply> {
    const resource = this.#resources.fresh(ctx.target.path)
    const held = resource && preferredVariant(resource, ctx.headers['accept-encoding']).held
    if (!held || (resource.digest === undefined && this.#mayBePinned(ctx))) return this.#fromDisk(ctx, depth, resource)
    return this.#fromMemory(ctx, resource, held)
  }

  async #fromDisk(ctx: Context, depth: number, fresh: Resource | undefined): Promise<Reply> {
    try {
      return (fresh && (await this.#stillThere(ctx, fresh))) ?? (await this.#lookUp(ctx, depth))
    } catch (error) {
      throw toHttpError(error)
    }
  }

  /** The reply of what was there a moment ago, unless it is gone. */
  async #stillThere(ctx: Context, resource: Resource): Promise<Reply | undefined> {
    try {
      return await this.#represent(ctx, ctx.target.path, resource)
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async #lookUp(ctx: Context, depth: number): Promise<Reply> {
    const names = namesOf(ctx.target.segments.slice(depth))
    if (!names) throw new HttpError(404)
    const key = keyOf(ctx.target.path, names)
    const found = await this.#resources.current(key, names)
    if (found === undefined) throw new HttpError(404)
    return found === 'directory' ? toDirectory(ctx, this.#settings.cacheControl) : this.#represent(ctx, key, found)
  }

  /** The reply of the best variant; a compressed one that cannot be had after all gives way to the file itself. */
  async #represent(ctx: Context, key: string, resource: Resource): Promise<Reply> {
    const variant = preferredVariant(resource, ctx.headers['accept-encoding'])
    try {
      return await this.#replyOf(ctx, key, resource, variant)
    } catch (error) {
      if (!isMissing(error)) throw error
      this.#resources.forget(key)
      if (variant === resource.plain) throw error
      return this.#replyOf(ctx, key, resource, resource.plain)
    }
  }

  async #replyOf(ctx: Context, key: string, resource: Resource, variant: Variant): Promise<Reply> {
    if (this.#mayBePinned(ctx)) await this.#resources.digest(key, resource)
    const content = await this.#resources.content(key, resource, variant)
    if (content.kind === 'memory') return this.#fromMemory(ctx, resource, content)
    const digest = variant === resource.plain ? content.digest : resource.digest
    const address = this.#isPinned(ctx, digest) ? 'pinned' : 'plain'
    const description = describe(content, this.#resources.circumstances(resource, variant), address)
    return openReply(content, description, () => decide(ctx, description, this.#options.clock))
  }

  #fromMemory(ctx: Context, resource: Resource, held: Held): Reply {
    const sheet = this.#isPinned(ctx, resource.digest) ? held.pinned : held.plain
    if (!isConditional(ctx)) return preparedReply(sheet.whole)
    return memoryReply(sheet, () => decide(ctx, sheet.description, this.#options.clock))
  }

  /** Whether the address asked for changes with the content, and is that of this content. */
  #isPinned(ctx: Context, digest: string | undefined): boolean {
    return digest !== undefined && this.#mayBePinned(ctx) && ctx.target.search === pinOf(digest)
  }

  #mayBePinned({ target }: Context): boolean {
    return target.search.startsWith(PIN) && !this.#options.dev
  }
}

/** The path of a request as a key. Where an escape in it stands for a separator, it could be that of two files. */
function keyOf(path: string, names: readonly string[]): string {
  return /%(?:2F|5C)/.test(path) ? `\0${names.join('/')}` : path
}
