// The static folders of an app: which addresses are assets, and the reply for each.
// Under a static prefix the answer is final; no controller runs for an asset, and no disk is asked for a dynamic path.

import { ConfigError, HttpError } from '../errors.js'
import type { Context } from '../http/context.js'
import { Reply } from '../http/reply.js'
import { didYouMean } from '../template/nearest.js'
import { type Clock, systemClock } from './clock.js'
import { type Disk, localDisk } from './disk.js'
import type { Folder } from './folder.js'
import { Mount } from './mount.js'
import { folderSettings, type StaticFolder } from './options.js'

/** What the static folders of an app have in common. */
export interface AssetsOptions {
  /** Whether each request asks the disk, and no address is served for ever. */
  readonly dev: boolean
  readonly disk?: Disk
  readonly clock?: Clock
}

const AT_THE_TOP = ['favicon.ico', 'robots.txt']
const ALLOW = { allow: 'GET, HEAD' }

/** The static folders of an app, opened once. */
export class Assets {
  /** In the order of the options: the first that has a name gives its address. */
  readonly #mounts: readonly Mount[]
  /** The longest prefix first. */
  readonly #byDepth: readonly Mount[]
  readonly #atTheTop: ReadonlyMap<string, Mount>

  /** @throws ConfigError STATIC_FOLDER_MISSING, BAD_PREFIX, BAD_OPTION or STATIC_PREFIX_OVERLAP */
  constructor(folders: readonly StaticFolder[], { dev, disk = localDisk, clock = systemClock }: AssetsOptions) {
    this.#mounts = folders.map((folder) => new Mount(folderSettings(folder), { dev, disk, clock }))
    this.#byDepth = this.#mounts.toSorted((one, other) => other.depth - one.depth)
    refuseTwins(this.#mounts)
    const atTheTop = AT_THE_TOP.map((name) => [`/${name}`, this.#mounts.find((mount) => mount.holds(name))] as const)
    this.#atTheTop = new Map(atTheTop.flatMap(([path, holder]) => (holder ? [[path, holder]] : [])))
  }

  /** The prefixes, as decoded segments; files that are served at the top have one of their own. */
  get prefixes(): readonly (readonly string[])[] {
    return [
      ...this.#mounts.map(({ segments }) => segments),
      ...[...this.#atTheTop.keys()].map((path) => [path.slice(1)]),
    ]
  }

  /** Answers an address that belongs to a static folder; undefined for any other. @throws HttpError 404, 405, 412, 416, 503 */
  answer(ctx: Context): Reply | Promise<Reply> | undefined {
    const { path } = ctx.target
    for (const mount of this.#byDepth) if (mount.covers(path)) return reply(ctx, mount.folder, mount.depth)
    const atTheTop = this.#atTheTop.get(path)
    return atTheTop && reply(ctx, atTheTop.folder, 0)
  }

  /** Reads what `asset` and `has` need to know, so that no request has to wait for it. */
  prepare(): void {
    for (const mount of this.#mounts) mount.fingerprints?.names()
  }

  /** Whether a static folder has a file. @param name its path below the folder, with slashes */
  has(name: string): boolean {
    return this.#mounts.some(({ fingerprints }) => fingerprints?.has(name))
  }

  /**
   * The address of a file, which changes with its content; in development the plain one.
   *
   * @param name its path below a static folder, with slashes: `css/app.css`
   * @throws TypeError if no folder has the file
   */
  asset(name: string): string {
    for (const { fingerprints } of this.#mounts) {
      const address = fingerprints?.address(name)
      if (address !== undefined) return address
    }
    const hint = didYouMean(
      name,
      this.#mounts.flatMap(({ fingerprints }) => [...(fingerprints?.names() ?? [])]),
    )
    throw new TypeError(`asset('${name}'): no static folder has such a file${hint}`)
  }
}

function reply(ctx: Context, folder: Folder, depth: number): Reply | Promise<Reply> {
  const { method } = ctx
  ctx.isAsset = true
  if (method === 'GET' || method === 'HEAD') return folder.answer(ctx, depth)
  if (method === 'OPTIONS') return new Reply({ kind: 'empty' }, { status: 204, headers: ALLOW })
  throw new HttpError(405, undefined, { headers: ALLOW })
}

function refuseTwins(mounts: readonly Mount[]): void {
  const twin = mounts.find(({ prefix }, index) => mounts.slice(0, index).some((before) => before.prefix === prefix))
  if (!twin) return
  throw new ConfigError(
    'STATIC_PREFIX_OVERLAP',
    `two static folders have the prefix ${twin.prefix || '/'}: no request would reach the second, ${twin.root}`,
  )
}
