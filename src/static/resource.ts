// What lies at one address: a file, and beside it the same compressed before, as `app.js.br`, `app.js.zst`, `app.js.gz`.

import { join } from 'node:path'
import { type Coding, preferredCoding } from '../http/accept-encoding.js'
import type { Disk } from './disk.js'
import type { Held } from './held.js'
import { contained, type Sighting, sight } from './lookup.js'

/** A file of a resource, in one coding. */
export interface Variant {
  readonly coding: Coding
  /** Its path, links followed. */
  readonly path: string
  readonly sizeBytes: bigint
  /** The file in memory, once it was asked for and if it is small enough. */
  held: Held | undefined
  /** Set while it is read. */
  reading: Promise<Held | undefined> | undefined
}

/** A resource as it was seen at one moment. */
export interface Resource {
  /** The file's path below its folder, with slashes. */
  readonly name: string
  /** The file itself. */
  readonly plain: Variant
  /** The same compressed, the best first. */
  readonly compressed: readonly Variant[]
  readonly codings: readonly Coding[]
  /** What the disk said of the file and of each name beside it. */
  readonly marks: readonly string[]
  /** The digest of the file's content, once it was read; of the same content as the compressed files are. */
  digest: string | undefined
  /** What was chosen last: browsers of one kind ask alike. */
  choice: Choice | undefined
  /** When the disk was last asked, on a clock that only goes forward, in milliseconds. */
  checkedMs: number
}

/** A variant with the Accept-Encoding it was chosen for. */
interface Choice {
  readonly acceptEncoding: string | undefined
  readonly variant: Variant
}

const SUFFIXES = [
  ['br', '.br'],
  ['zstd', '.zst'],
  ['gzip', '.gz'],
] as const
const IS_COMPRESSED = /\.(?:br|zst|gz)$/

/** A compressed file may be older than the other by this much; one that is older still was made from another content. */
const STALE_AFTER_MS = 2000n

/** Looks at a path and, if there is a file, at the names beside it. */
export async function sightAll(disk: Disk, root: string, names: readonly string[]): Promise<readonly Sighting[]> {
  const path = join(root, ...names)
  const first = await sight(disk, path)
  if (!first.stats?.isFile() || IS_COMPRESSED.test(path)) return [first]
  return [first, ...(await Promise.all(SUFFIXES.map(([, suffix]) => sight(disk, path + suffix))))]
}

/** A file that really lies in the folder, and the compressed ones beside it that do too; none if the file does not. */
export async function findVariants(
  disk: Disk,
  root: string,
  names: readonly string[],
  sightings: readonly Sighting[],
): Promise<Pick<Resource, 'plain' | 'compressed' | 'codings'> | undefined> {
  const [first, ...others] = sightings
  if (!first?.stats?.isFile()) return undefined
  const oldest = first.stats.mtimeMs - STALE_AFTER_MS
  const find = async (coding: Coding, suffix: string, sighting: Sighting | undefined) => {
    if (!sighting?.stats?.isFile() || sighting.stats.mtimeMs < oldest) return undefined
    const path = await contained(disk, root, [...names.slice(0, -1), `${names.at(-1)}${suffix}`])
    return path === undefined ? undefined : variantOf(coding, path, sighting.stats.size)
  }
  const [plain, ...compressed] = await Promise.all([
    find('identity', '', first),
    ...SUFFIXES.map(([coding, suffix], index) => find(coding, suffix, others[index])),
  ])
  const there = compressed.filter((variant) => variant !== undefined)
  return plain && { plain, compressed: there, codings: there.map(({ coding }) => coding) }
}

function variantOf(coding: Coding, path: string, sizeBytes: bigint): Variant {
  return { coding, path, sizeBytes, held: undefined, reading: undefined }
}

/** The variant that a client likes best. */
export function preferredVariant(resource: Resource, acceptEncoding: string | undefined): Variant {
  const { plain, compressed, codings, choice } = resource
  if (codings.length === 0) return plain
  if (choice && choice.acceptEncoding === acceptEncoding) return choice.variant
  const coding = preferredCoding(acceptEncoding, codings)
  const variant = compressed.find((one) => one.coding === coding) ?? plain
  resource.choice = { acceptEncoding, variant }
  return variant
}
