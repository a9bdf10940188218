// Compiles a project of the documentation, which writes nothing.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

/** What the compiler says of the project of a tsconfig.json; empty if all is well. */
export function compile(config: string): string {
  try {
    return execFileSync(process.execPath, [TSC, '-p', config], { encoding: 'utf8' })
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  }
}
