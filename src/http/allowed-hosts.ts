// The hosts that an app answers for. One that answers for any can be reached under a name of the attacker's choice,
// by DNS rebinding, and puts that name wherever it uses its own.
// @see RFC 9110 section 7.4

import { HttpError } from '../errors.js'

/** The names under which a machine knows itself. */
export const LOCAL_HOSTS: readonly string[] = ['localhost', '*.localhost', '127.0.0.1', '[::1]']

/**
 * A check of hosts.
 *
 * @param allowed names without port; `*.example.org` stands for all below example.org
 * @returns a function that throws HttpError 403 for any other
 * @throws TypeError for what is no name
 */
export function hostCheck(allowed: readonly string[]): (host: string) => void {
  const names = new Set<string>()
  const endings: string[] = []
  for (const name of allowed) {
    const [, wildcard, rest = ''] = /^(\*\.)?([\w.-]+|\[[\da-f:.]+\])$/i.exec(name) ?? []
    if (rest === '') throw new TypeError(`"${name}" is no host name; ports are left out`)
    if (wildcard === undefined) names.add(rest.toLowerCase())
    else endings.push(`.${rest.toLowerCase()}`)
  }
  return (host) => {
    const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
    if (names.has(name) || endings.some((ending) => name.endsWith(ending))) return
    throw new HttpError(403, `this server does not answer for the host ${name}: see the option 'allowedHosts'`)
  }
}
