// What a place must do in which sessions are kept on the server. `sessionStoreContract` of miniweb/testing says the same as tests.

/** What is kept of a session. */
export interface SessionRecord {
  /** The fields: JSON values. */
  readonly data: Readonly<Record<string, unknown>>
  /** When the session began, in milliseconds since the epoch. */
  readonly createdAt: number
  /** When it was last used, to a tenth of `idleSeconds`, in milliseconds since the epoch. */
  readonly usedAt: number
}

/** A record as it is read. */
export interface StoredRecord {
  readonly record: SessionRecord
  /** Another number after each write; at least 1. */
  readonly version: number
}

/** Keeps sessions. A call that rejects or throws makes the answer a 503. */
export interface SessionStore {
  /** The record with its version; undefined if there is none, or it has expired. @param key 43 characters of base64url */
  read(key: string): Promise<StoredRecord | undefined>
  /**
   * Writes, in one step, if the version there is still this one (0: nothing there). False if it is not.
   *
   * @param expiresAt when the record is gone by itself, in milliseconds since the epoch; a time in the past ends it at once
   */
  write(key: string, record: SessionRecord, expiresAt: number, version: number): Promise<boolean>
  /** Deletes the record, if there is one. */
  delete(key: string): Promise<void>
}
