// Errors a person meets: HttpError becomes an answer, ConfigError stops the start.
// This file knows no HTTP machinery; failure.ts turns an HttpError into a reply.

/** Every code a ConfigError can carry; docs/errors.md explains each, and a test holds the two equal. */
export const CONFIG_CODES = [
  'AMBIGUOUS_ROUTE',
  'APP_FROZEN',
  'BAD_CONVERTER',
  'BAD_DECORATOR_TARGET',
  'BAD_HANDLER',
  'BAD_LAYER',
  'BAD_OPTION',
  'BAD_PATH',
  'BAD_PREFIX',
  'BAD_SECRET',
  'BAD_SESSION',
  'CLASS_NEEDS_ARGUMENTS',
  'DUPLICATE_NAME',
  'DUPLICATE_ROUTE',
  'INVALID_TARGET_MISSING',
  'NO_DECORATOR_METADATA',
  'NO_ROUTES',
  'STATIC_FOLDER_MISSING',
  'STATIC_PREFIX_OVERLAP',
  'TEMPLATE_FOLDER_MISSING',
  'UNREACHABLE_ROUTE',
] as const

/** A stable name of a configuration mistake. */
export type ConfigCode = (typeof CONFIG_CODES)[number]

/** A mistake in the program that uses miniweb, found at start: what is wrong, where, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code: ConfigCode

  constructor(code: ConfigCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** One thing a schema found wrong in the input. */
export interface InputIssue {
  /** Where in the input, dotted: `'tags.0'`; empty for the input as a whole. */
  readonly path: string
  readonly message: string
}

/** What an HttpError may carry beside its status and message. */
export interface HttpErrorOptions extends ErrorOptions {
  /** Header fields of the answer, such as `allow` for 405. */
  readonly headers?: Readonly<Record<string, string>>
  /** What a schema found wrong (422). */
  readonly issues?: readonly InputIssue[]
}

/**
 * An error with an HTTP status: thrown anywhere, it becomes the answer.
 * The message of a 4xx is shown to the client, that of a 5xx only in development.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly issues: readonly InputIssue[]

  /**
   * @param status an error status, 400 to 599
   * @param message what went wrong, for the client; default: the status's reason phrase
   * @throws RangeError if status is no error status
   */
  constructor(status: number, message?: string, options?: HttpErrorOptions) {
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`an error status is a whole number from 400 to 599, not ${status}`)
    }
    super(message ?? reasonPhrase(status), options)
    this.status = status
    this.headers = options?.headers ?? {}
    this.issues = options?.issues ?? []
  }
}

/**
 * Ends the request with an error status.
 *
 * @example const post = db.find(id) ?? abort(404)
 * @throws HttpError always
 */
export function abort(status: number, message?: string): never {
  throw new HttpError(status, message)
}

/** The reason phrase of an error status, or "Error" for one without a name. @see RFC 9110 section 15 */
export function reasonPhrase(status: number): string {
  return REASONS.get(status) ?? (status < 500 ? 'Client Error' : 'Server Error')
}

const REASONS = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [412, 'Precondition Failed'],
  [413, 'Content Too Large'],
  [414, 'URI Too Long'],
  [415, 'Unsupported Media Type'],
  [416, 'Range Not Satisfiable'],
  [417, 'Expectation Failed'],
  [418, "I'm a teapot"],
  [421, 'Misdirected Request'],
  [422, 'Unprocessable Content'],
  [423, 'Locked'],
  [425, 'Too Early'],
  [426, 'Upgrade Required'],
  [428, 'Precondition Required'],
  [429, 'Too Many Requests'],
  [431, 'Request Header Fields Too Large'],
  [451, 'Unavailable For Legal Reasons'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
  [505, 'HTTP Version Not Supported'],
])
