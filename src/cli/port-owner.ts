// Which process has a port. Linux tells in /proc; elsewhere, and of processes of other users, nothing is known.
// @see https://man7.org/linux/man-pages/man5/proc_pid_net.5.html

import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The state of a socket that listens. */
const LISTEN = '0A'

/** Says that a port is taken, by whom where that can be found out, and what to do. */
export function portTaken(port: number): string {
  const owner = portOwner(port)
  const other = port < 65_535 ? port + 1 : port - 1
  const by = owner === undefined ? '' : `, by ${owner}`
  return `port ${port} is in use already${by}: stop it, or choose another one with --port ${other} or PORT=${other}`
}

/** The process that listens on a port, as words: `node server.js (process 1234)`. Undefined if that cannot be found out. */
export function portOwner(port: number): string | undefined {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(read(`/proc/net/${table}`), port)))
  if (sockets.size === 0) return undefined
  const pid = namesIn('/proc').find((name) => /^\d+$/.test(name) && hasSocket(name, sockets))
  return pid === undefined ? undefined : `${commandOf(pid)} (process ${pid})`
}

/** The links that stand for the sockets of a table that listen on a port. */
function listeningSockets(table: string, port: number): readonly string[] {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows
    .filter(([, local, , state]) => local?.endsWith(ending) && state === LISTEN)
    .map((row) => `socket:[${row[9]}]`)
}

function hasSocket(pid: string, sockets: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`
  return namesIn(folder).some((name) => sockets.has(linkOf(`${folder}/${name}`)))
}

/** How a process was started, short. */
function commandOf(pid: string): string {
  const [program = '', ...args] = read(`/proc/${pid}/cmdline`).split('\0')
  const script = args.find((arg) => arg !== '' && !arg.startsWith('-'))
  const words = [program, script ?? ''].map((word) => word.slice(word.lastIndexOf('/') + 1))
  return words.join(' ').trim().slice(0, 60) || 'another program'
}

function namesIn(folder: string): readonly string[] {
  return unlessHidden(() => readdirSync(folder), [])
}

function linkOf(path: string): string {
  return unlessHidden(() => readlinkSync(path), '')
}

function read(path: string): string {
  return unlessHidden(() => readFileSync(path, 'utf8'), '')
}

/** What is gone meanwhile, belongs to others, or is not there on this system is as good as nothing. */
function unlessHidden<Value>(look: () => Value, nothing: Value): Value {
  try {
    return look()
  } catch {
    return nothing
  }
}
