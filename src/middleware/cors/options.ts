// The options of CORS, checked when the layer is made, and the texts of its header fields.
// @see https://fetch.spec.whatwg.org/#http-cors-protocol

import { METHODS, type Method } from '../../routing/route.js'
import { type AllowedOrigins, bad, type OriginFunction, originRule } from './origins.js'

/** Which pages of other origins may do what. */
export interface CorsOptions {
  /**
   * Origins such as `https://app.example` and anchored patterns; or a function of origin and context, which may be async; or
   * `'*'`: any, and then without credentials. `'null'` is an origin like others, and only where it is listed.
   */
  readonly origins: AllowedOrigins
  /** Whether requests may carry cookies and other credentials of the visitor. Default: false. */
  readonly credentials?: boolean
  /** The methods. HEAD goes with GET. Default: `['GET']`, so that other origins change nothing. */
  readonly methods?: readonly Method[]
  /** Fields of the request, beside Accept, Accept-Language, Content-Language and Content-Type. Default: none. */
  readonly headers?: readonly string[]
  /** Fields of the answer that scripts may read, beside those that they always may. Default: none. */
  readonly exposedHeaders?: readonly string[]
  /** How long browsers keep the answer to a preflight, in seconds. Default: 600. */
  readonly maxAgeSeconds?: number
}

/** The options as the layer takes them. */
export interface CorsPolicy {
  /** Whether answers are the same for all origins. */
  readonly isForAll: boolean
  readonly allows: OriginFunction
  readonly credentials: boolean
  readonly methods: ReadonlySet<string>
  /** In lower case. */
  readonly headers: ReadonlySet<string>
  /** The value of Access-Control-Expose-Headers; empty for none. */
  readonly exposed: string
  /** The fields of a preflight that is granted, but for the origin. */
  readonly granted: Readonly<Record<string, string>>
}

/** Which every page may send. @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const ALWAYS = ['accept', 'accept-language', 'content-language', 'content-type']

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function corsPolicy(options: CorsOptions): CorsPolicy {
  const { origins, credentials = false, headers = [], exposedHeaders = [], maxAgeSeconds = 600 } = options
  refuseOpenCredentials(origins, credentials)
  const methods = methodSet(options.methods ?? ['GET'])
  const names = checkNames('headers', headers)
  if (!Number.isSafeInteger(maxAgeSeconds) || maxAgeSeconds < 0)
    throw bad(`maxAgeSeconds is a whole number of seconds, not ${maxAgeSeconds}`)
  return {
    isForAll: origins === '*',
    allows: originRule(origins),
    credentials,
    methods,
    headers: new Set([...ALWAYS, ...names.map((name) => name.toLowerCase())]),
    exposed: checkNames('exposedHeaders', exposedHeaders).join(', '),
    granted: {
      'access-control-allow-methods': [...methods].join(', '),
      ...(names.length === 0 ? {} : { 'access-control-allow-headers': names.join(', ') }),
      'access-control-max-age': String(maxAgeSeconds),
    },
  }
}

/** Any page can have the origin `null`, in a sandboxed frame of its own. */
function refuseOpenCredentials(origins: AllowedOrigins, credentials: boolean): void {
  if (typeof credentials !== 'boolean') throw bad(`credentials is true or false, not ${String(credentials)}`)
  const isNullListed = Array.isArray(origins) && origins.includes('null')
  if (!credentials || (origins !== '*' && !isNullListed)) return
  const open = isNullListed ? "'null'" : "'*'"
  throw bad(`origins: ${open} with credentials would let every site act as its visitors: list the origins`)
}

function methodSet(methods: readonly Method[]): ReadonlySet<string> {
  const wrong = methods.find((method) => !METHODS.includes(method))
  if (wrong !== undefined) throw bad(`methods: ${JSON.stringify(wrong)} is none of ${METHODS.join(', ')}`)
  return new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))
}

/** `*` would be every field, but for those that matter. */
function checkNames(option: string, names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^[!#$%&'+.^_`|~0-9A-Za-z-]+$/.test(name))
  if (wrong !== undefined) throw bad(`${option}: ${JSON.stringify(wrong)} is no header field name`)
  return names
}
