// A disk that counts what it is asked, and misbehaves where a test wants it to.

import type { BigIntStats } from 'node:fs'
import { type Disk, localDisk, type OpenFile } from '../../src/static/disk.js'

/** What a test may do to a disk. Each hook runs before the disk does its part, and may throw in its place. */
export interface Hooks {
  stat?: (path: string) => void | Promise<void>
  open?: (path: string) => void | Promise<void>
  read?: (path: string, position: number) => void | Promise<void>
  /** Changes what the disk says of a file, open or not. */
  stats?: (path: string, stats: BigIntStats) => BigIntStats
  names?: (path: string) => readonly string[] | undefined
}

/** The local disk, watched. */
export class WatchedDisk implements Disk {
  readonly hooks: Hooks = {}
  opens = 0
  stats = 0
  /** Files that were opened and not closed. */
  openFiles = 0

  async stat(path: string): Promise<BigIntStats> {
    this.stats++
    await this.hooks.stat?.(path)
    const stats = await localDisk.stat(path)
    return this.hooks.stats?.(path, stats) ?? stats
  }

  realpath(path: string): Promise<string> {
    return localDisk.realpath(path)
  }

  async names(path: string): Promise<readonly string[]> {
    return this.hooks.names?.(path) ?? localDisk.names(path)
  }

  async open(path: string): Promise<OpenFile> {
    this.opens++
    await this.hooks.open?.(path)
    const file = await localDisk.open(path)
    this.openFiles++
    return {
      stat: async () => {
        const stats = await file.stat()
        return this.hooks.stats?.(path, stats) ?? stats
      },
      read: async (buffer, offset, position) => {
        await this.hooks.read?.(path, position)
        return file.read(buffer, offset, position)
      },
      close: async () => {
        await file.close()
        this.openFiles--
      },
    }
  }

  /** How often the disk was asked to open or look at something. */
  get asked(): number {
    return this.opens + this.stats
  }
}

/** An error as the disk throws them. */
export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: made up by a test`), { code })
}

/** A clock that a test sets. */
export class TestClock {
  /** Milliseconds since 1970; a minute ahead, so that files the test has just written were not just written. */
  nowMs = Date.now() + 60_000
  /** Milliseconds since the clock was made. */
  passedMs = 0

  readonly wallMs = (): number => this.nowMs
  readonly monotonicMs = (): number => this.passedMs

  pass(ms: number): void {
    this.nowMs += ms
    this.passedMs += ms
  }
}
