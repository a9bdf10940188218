// Whether a folder of templates is there; asked once, at start.

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The whole path of a folder, or undefined if there is none. Relative ones start at the working directory. */
export function existingFolder(dir: string | URL): string | undefined {
  const path = resolve(dir instanceof URL ? fileURLToPath(dir) : dir)
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : undefined
}
