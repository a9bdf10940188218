// How much memory a process holds: its resident set, as the kernel counts it.
// @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html

import { readFileSync } from 'node:fs'

/** Resident memory of a running process, in MiB; undefined on a system without /proc. */
export function residentMiB(pid: number): number | undefined {
  const [, kibibytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readStatus(pid)) ?? []
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1')
  } catch {
    return '' // no such file on this system
  }
}
