// What stands in a folder and is no file: a FIFO, a socket, a device.

import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a special file is. */
export type SpecialKind = 'fifo' | 'socket' | 'device'

/** Makes a special file for the length of a test. @returns whether this user may */
export async function makeSpecial(kind: SpecialKind, path: string): Promise<boolean> {
  if (kind === 'fifo') execFileSync('mkfifo', [path])
  if (kind === 'device') return tried(() => execFileSync('mknod', [path, 'c', '1', '3'], { stdio: 'ignore' }))
  if (kind === 'socket') {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path, resolve))
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  }
  return true
}

function tried(act: () => unknown): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
