// How long a process has had a processor, as the kernel counts it: in user mode and in the kernel, all threads.
// The steadiest figure there is, since waiting for a core does not count.
// @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html

import { readFileSync } from 'node:fs'

// The kernel's clock ticks are 1/100 s for every program, whatever it uses inside (USER_HZ).
const TICKS_PER_SECOND = 100

// Fields 14 and 15 of the line, counted from the one after the name.
const USER = 11
const SYSTEM = 12

/** CPU time of a running process, in seconds; undefined on a system without /proc. */
export function processSeconds(pid: number): number | undefined {
  const line = readStat(pid)
  if (line === undefined) return undefined
  // The name, field 2, stands in parentheses and may hold spaces and parentheses itself.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS_PER_SECOND
}

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined
  }
}
