// The options of the security headers, checked when the layer is made, and the fields that they make.
// @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html

import { ContentPolicy, type PolicyChanges } from './content-policy.js'
import { bad } from './directives.js'

/** Each is the name of its header field; `false` leaves the field out. */
export interface SecureHeadersOptions {
  /** Sources to add to the default policy by directive, or a whole policy. Default: this site alone, nothing from within a page. */
  readonly contentSecurityPolicy?: PolicyChanges | string | false
  /** Sent over TLS alone. Default: `max-age=31536000`, a year. */
  readonly strictTransportSecurity?: string | false
  /** Default: `nosniff`. */
  readonly xContentTypeOptions?: 'nosniff' | false
  /** Default: what `frame-ancestors` of the policy says, where this can say it. */
  readonly xFrameOptions?: 'DENY' | 'SAMEORIGIN' | false
  /** Default: `strict-origin-when-cross-origin`. */
  readonly referrerPolicy?: (typeof REFERRER_POLICIES)[number] | false
  /** Default: `same-origin`. */
  readonly crossOriginOpenerPolicy?: (typeof OPENER_POLICIES)[number] | false
  /** Such as `camera=(), geolocation=(self)`. Default: none; browsers keep these from frames of other sites anyway. */
  readonly permissionsPolicy?: string | false
}

const REFERRER_POLICIES = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const
const OPENER_POLICIES = ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none'] as const
const FRAME_OPTIONS = ['DENY', 'SAMEORIGIN'] as const
const TYPE_OPTIONS = ['nosniff'] as const
const TRANSPORT = /^max-age=\d{1,10}(?:; includeSubDomains)?(?:; preload)?$/
const PERMISSION = /^[a-z][a-z-]*=(?:\*|self|\([\w":/.* -]*\))$/

/** Fields in lower case with their values. */
type HeaderFields = readonly (readonly [name: string, value: string])[]

/** The fields of every answer. */
export interface SecureFields {
  /** Undefined if there is none. */
  readonly policy: ContentPolicy | undefined
  readonly fields: HeaderFields
  /** The same over TLS. */
  readonly fieldsOverTls: HeaderFields
}

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function secureFields(options: SecureHeadersOptions): SecureFields {
  refuseUnknown(options)
  const { contentSecurityPolicy = {}, strictTransportSecurity = 'max-age=31536000' } = options
  const { xContentTypeOptions = 'nosniff', referrerPolicy = 'strict-origin-when-cross-origin' } = options
  const { crossOriginOpenerPolicy = 'same-origin', permissionsPolicy = false } = options
  const policy = contentSecurityPolicy === false ? undefined : new ContentPolicy(contentSecurityPolicy)
  const { xFrameOptions = frameOptions(policy) } = options
  const fields = [
    field('content-security-policy', policy?.text ?? false, () => true),
    field('x-content-type-options', xContentTypeOptions, isOneOf(TYPE_OPTIONS)),
    field('x-frame-options', xFrameOptions, isOneOf(FRAME_OPTIONS)),
    field('referrer-policy', referrerPolicy, isOneOf(REFERRER_POLICIES)),
    field('cross-origin-opener-policy', crossOriginOpenerPolicy, isOneOf(OPENER_POLICIES)),
    field('permissions-policy', permissionsPolicy, arePermissions),
  ].flat()
  const transport = field('strict-transport-security', strictTransportSecurity, (value) => TRANSPORT.test(value))
  return { policy, fields, fieldsOverTls: [...fields, ...transport] }
}

const OPTIONS: readonly string[] = [
  'contentSecurityPolicy',
  'strictTransportSecurity',
  'xContentTypeOptions',
  'xFrameOptions',
  'referrerPolicy',
  'crossOriginOpenerPolicy',
  'permissionsPolicy',
] satisfies (keyof SecureHeadersOptions)[]

/** A name that is written wrongly would leave a default in force that nobody wants. */
function refuseUnknown(options: SecureHeadersOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name))
  if (unknown !== undefined) throw bad(`there is no option ${unknown}: ${OPTIONS.join(', ')}`)
}

function field(name: string, value: string | false, isGood: (value: string) => boolean): HeaderFields {
  if (value === false) return []
  if (typeof value === 'string' && isGood(value)) return [[name, value]]
  throw bad(`${name} cannot be ${JSON.stringify(value)}`)
}

function isOneOf(values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value)
}

function arePermissions(value: string): boolean {
  return value.split(',').every((permission) => PERMISSION.test(permission.trim()))
}

/** For browsers that do not know `frame-ancestors`. */
function frameOptions(policy: ContentPolicy | undefined): 'DENY' | 'SAMEORIGIN' | false {
  if (!policy) return 'SAMEORIGIN'
  const ancestors = policy.directives.get('frame-ancestors')?.join(' ')
  if (ancestors === "'none'") return 'DENY'
  return ancestors === "'self'" && 'SAMEORIGIN'
}
