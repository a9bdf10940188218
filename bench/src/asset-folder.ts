// The folder in which the servers run: temporary, with the files of the static scenarios and nothing else,
// so that no server finds templates or settings of ours in its working directory.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ASSETS, assetBytes } from './content.js'

/** A folder that exists until `remove`. */
export class AssetFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'miniweb-bench-'))

  /** Writes the files. */
  constructor() {
    for (const asset of Object.values(ASSETS)) {
      const path = join(this.path, asset.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, assetBytes(asset))
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
