// Checks of options that signing and verifying share.

import { ConfigError } from '../../errors.js'
import type { Algorithm, KeyAlgorithm } from './options.js'

/** What a key pair can be used with. */
export const KEY_ALGORITHMS: readonly KeyAlgorithm[] = ['RS256', 'ES256', 'EdDSA']

/** An option that cannot work. @param who was given it: `bearer` */
export function badOption(who: string, what: string, cause?: unknown): ConfigError {
  return new ConfigError('BAD_OPTION', `${who}: ${what}`, { cause })
}

/** One name or several as a list. @throws ConfigError BAD_OPTION if there is none, or one is empty */
export function checkedNames(value: string | readonly string[], option: string, who: string): string[] {
  const list = typeof value === 'string' ? [value] : [...(value ?? [])]
  if (list.length > 0 && list.every((each) => typeof each === 'string' && each !== '')) return list
  throw badOption(who, `${option} is a text that is not empty, or a list of them`)
}

/** @throws ConfigError BAD_OPTION unless there are algorithms, all of them allowed */
export function checkAlgorithms(given: readonly Algorithm[], allowed: readonly Algorithm[], who: string): void {
  const isList = Array.isArray(given) && given.length > 0
  if (isList && given.every((each) => allowed.includes(each))) return
  const found = isList ? `the algorithms are ${given.join(', ')}` : 'there is no list of algorithms'
  throw badOption(who, `${found}; ${allowed.length === 1 ? 'a secret' : 'a key'} goes with ${allowed.join(', ')}`)
}
