// Packages that layers need and apps install: a missing one is told at start, in a sentence, not at the first request.

import { createRequire } from 'node:module'
import { type ConfigCode, ConfigError } from '../errors.js'

/** Finds a package by its name, or throws. */
export type FindPackage = (name: string) => unknown

/**
 * Ends the start if a package is not installed.
 *
 * @param who what needs it, for the message: `session({ secrets })`
 * @throws ConfigError with the given code
 */
export function requirePackage(
  { name, who, code }: { readonly name: string; readonly who: string; readonly code: ConfigCode },
  find: FindPackage = createRequire(import.meta.url).resolve,
): void {
  try {
    find(name)
  } catch (cause) {
    throw new ConfigError(code, `${who} needs the package ${name}: npm install ${name}`, { cause })
  }
}
