// How much of a body is read, and what a form may hold. All of it holds by default; no reader works without.
// Knows nothing of requests: the files beside this one keep the limits.

/** Bounds on the bodies of requests. Over a bound in bytes the answer is 413, over any other 400. */
export interface BodyLimits {
  /**
   * The largest body that is kept in memory, in bytes, decoded from its Content-Encoding: JSON, text, bytes, urlencoded
   * forms, and the fields of a multipart form together. Default: 1,048,576 (1 MiB).
   */
  readonly bodyBytes: number
  /**
   * How much of all bodies of the app, in bytes, is kept in memory while they still come; above it bodies of more than
   * 16 KiB wait until others are whole. Default: eight times `bodyBytes`: 8,388,608 (8 MiB).
   */
  readonly collectedBytes: number
  /**
   * The largest multipart form, files included, in bytes. Default: ten times `fileBytes` and `bodyBytes`, so ten files of
   * the largest size and all that may stand beside them: 105,906,176 (101 MiB).
   */
  readonly uploadBytes: number
  /** The largest file of a multipart form, in bytes. Default: 10,485,760 (10 MiB). */
  readonly fileBytes: number
  /** How many files a multipart form may have. Default: 100. */
  readonly files: number
  /** How many names and values a form may have, files aside. Default: 1,000. */
  readonly fields: number
  /** The largest value of a form, in bytes. Default: 1,048,576 (1 MiB). */
  readonly fieldBytes: number
  /** The longest name of a field in a form, in bytes. Default: 200. */
  readonly nameBytes: number
  /** The largest header of a part of a multipart form, in bytes. Default: 8,192 (8 KiB). */
  readonly partHeaderBytes: number
  /** How deep lists and objects of a JSON body may stand in each other. Default: 100. */
  readonly jsonDepth: number
}

/** Limits of which some are given. */
type GivenBodyLimits = { readonly [Name in keyof BodyLimits]?: number | undefined }

/**
 * Fills in the defaults.
 *
 * @throws TypeError naming the limit that is no whole number from 1
 */
export function bodyLimits(given: GivenBodyLimits = {}): BodyLimits {
  const bodyBytes = checked('bodyBytes', given.bodyBytes, 1_048_576)
  const fileBytes = checked('fileBytes', given.fileBytes, 10_485_760)
  return {
    bodyBytes,
    collectedBytes: checked('collectedBytes', given.collectedBytes, 8 * bodyBytes),
    uploadBytes: checked('uploadBytes', given.uploadBytes, 10 * fileBytes + bodyBytes),
    fileBytes,
    files: checked('files', given.files, 100),
    fields: checked('fields', given.fields, 1000),
    fieldBytes: checked('fieldBytes', given.fieldBytes, 1_048_576),
    nameBytes: checked('nameBytes', given.nameBytes, 200),
    partHeaderBytes: checked('partHeaderBytes', given.partHeaderBytes, 8192),
    jsonDepth: checked('jsonDepth', given.jsonDepth, 100),
  }
}

function checked(name: keyof BodyLimits, given: number | undefined, ordinary: number): number {
  const limit = given ?? ordinary
  if (Number.isSafeInteger(limit) && limit > 0) return limit
  throw new TypeError(`limits.${name} is a whole number from 1, not ${String(limit)}`)
}

/** The limits where nobody sets any. */
export const DEFAULT_BODY_LIMITS: BodyLimits = bodyLimits()
