// What is measured, as data: a server in one round, and the memory of a server in one start.

/** One server in one round. */
export interface Measurement {
  readonly scenario: string
  readonly server: string
  /** Counted from 1. */
  readonly start: number
  /** Counted from 1 in each start. */
  readonly round: number
  readonly requestsPerSecond: number
  /** The server's CPU time per answered request; undefined where the system does not tell. */
  readonly cpuMicroseconds: number | undefined
}

/** The resident memory of one server from one start on; undefined where the system does not tell. */
export interface Memory {
  readonly scenario: string
  readonly server: string
  readonly start: number
  /** Before it was asked anything. */
  readonly idleMiB: number | undefined
  /** After its last round. */
  readonly loadedMiB: number | undefined
}

/** What was measured. */
export interface Measured {
  readonly measurements: readonly Measurement[]
  readonly memories: readonly Memory[]
}
