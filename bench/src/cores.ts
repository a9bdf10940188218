// Which core the servers run on and which one the load: different ones, or the two measure each other.
// Needs Linux and `taskset`; without them, or with one core, everything runs unpinned and the reason says why.

import { readFileSync } from 'node:fs'
import { isInstalled } from './installed.js'

/** Where the servers and the load run. */
export type Cores =
  | { readonly kind: 'pinned'; readonly server: number; readonly load: number }
  | { readonly kind: 'unpinned'; readonly reason: string }

/** Chooses the cores among those that this process may use. */
export function chooseCores(): Cores {
  if (!isInstalled('taskset')) return { kind: 'unpinned', reason: 'taskset is not installed' }
  const [server, ...others] = allowedCores()
  const siblings = server === undefined ? [] : hyperthreads(server)
  const load = others.find((core) => !siblings.includes(core)) ?? others[0]
  if (server === undefined || load === undefined) return { kind: 'unpinned', reason: 'there is one core only' }
  return { kind: 'pinned', server, load }
}

function allowedCores(): readonly number[] {
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(read('/proc/self/status')) ?? []
  return coreList(list)
}

/** The cores that share their arithmetic with a core, itself among them. */
function hyperthreads(core: number): readonly number[] {
  return coreList(read(`/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`))
}

/** The kernel's notation: `0-2,5` is 0, 1, 2 and 5. */
function coreList(text: string): readonly number[] {
  return text
    .trim()
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // not on this kernel: no core is known
  }
}
