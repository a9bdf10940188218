// The header of a part of a multipart form: the name of its field, and of its file. Everything that browsers send is read as
// they mean it; everything that two readers could understand in two ways is refused.
// @see RFC 7578 section 4, RFC 6266 section 4, https://fetch.spec.whatwg.org/#body-mixin

import { HttpError } from '../../errors.js'
import type { BodyLimits } from './limits.js'
import { parseMediaType } from './media-type.js'

/** Lines by lower-case name, as latin1. */
export type HeaderLines = Readonly<Record<string, readonly string[]>>

/** What a part says of itself. */
export interface PartHeader {
  readonly name: string
  /** A base name; empty if no file was chosen; undefined if the part is no file. */
  readonly fileName: string | undefined
  /** The essence of its media type; undefined if it says none. */
  readonly type: string | undefined
}

const PARAMETER = /;[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))[ \t]*/gsy

/** @throws HttpError 400 if it is malformed or has no name, 415 for a charset or transfer coding that is not read */
export function parsePartHeader(lines: HeaderLines, { nameBytes, partHeaderBytes }: BodyLimits): PartHeader {
  if (sizeOf(lines) > partHeaderBytes)
    throw new HttpError(400, `a part's header is larger than ${partHeaderBytes} bytes`)
  refuseTransferCoding(only(lines, 'content-transfer-encoding'))
  const parameters = dispositionParameters(only(lines, 'content-disposition') ?? '')
  const name = quotedText(parameters.get('name') ?? '')
  if (name === '') throw malformed('has no name')
  if (Buffer.byteLength(name) > nameBytes) throw malformed(`has a name of more than ${nameBytes} bytes`)
  return { name, fileName: fileNameOf(parameters), type: typeOf(only(lines, 'content-type')) }
}

function sizeOf(lines: HeaderLines): number {
  let size = 0
  for (const [name, values] of Object.entries(lines)) {
    for (const value of values) size += name.length + value.length + ': \r\n'.length
  }
  return size
}

function only(lines: HeaderLines, name: string): string | undefined {
  const [line, ...more] = lines[name] ?? []
  if (more.length > 0) throw malformed(`has more than one ${name}`)
  return line
}

function dispositionParameters(line: string): ReadonlyMap<string, string> {
  const kind = /^form-data[ \t]*/i.exec(line)?.[0]
  if (kind === undefined) throw malformed('is no form-data')
  const parameters = new Map<string, string>()
  let end = kind.length
  PARAMETER.lastIndex = end
  for (let match = PARAMETER.exec(line); match; match = PARAMETER.exec(line)) {
    end = PARAMETER.lastIndex
    const name = match[1]?.toLowerCase() ?? ''
    if (parameters.has(name)) throw malformed(`says ${name} twice`)
    parameters.set(name, match[2] ?? match[3] ?? '')
  }
  if (!/^;?[ \t]*$/.test(line.slice(end))) throw malformed('has a malformed Content-Disposition')
  return parameters
}

function fileNameOf(parameters: ReadonlyMap<string, string>): string | undefined {
  const extended = parameters.get('filename*')
  const plain = parameters.get('filename')
  if (extended === undefined && plain === undefined) return undefined
  const name = extended === undefined ? quotedText(plain ?? '') : extendedText(extended)
  return name === '' ? '' : baseName(name)
}

/** The last part of a path of any system, without control characters. */
function baseName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const base = last.replace(/\p{Cc}/gu, '_')
  return base === '' || base === '.' || base === '..' ? 'file' : base
}

/** Browsers escape quotes and line ends with a percent sign and leave backslashes alone; others escape as HTTP does. */
function quotedText(latin1: string): string {
  return utf8(latin1)
    .replace(/\\(["\\])/g, '$1')
    .replace(/%22/g, '"')
    .replace(/%0D/gi, '\r')
    .replace(/%0A/gi, '\n')
}

/** @see RFC 8187 section 3.2.1 */
function extendedText(value: string): string {
  const text = /^utf-8'[^']*'((?:[^%]|%[\da-f]{2})*)$/i.exec(value)?.[1]
  if (text === undefined) throw malformed('has a malformed filename*')
  return utf8(text.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))))
}

function utf8(latin1: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'))
  } catch (cause) {
    throw new HttpError(400, "a part's header is no valid UTF-8", { cause })
  }
}

function typeOf(line: string | undefined): string | undefined {
  if (line === undefined || line === '') return undefined
  const { essence, parameters } = parseMediaType(line)
  const charset = parameters.get('charset')?.toLowerCase()
  if (essence === 'text/plain' && charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw new HttpError(415, `a part is read as utf-8, not ${charset}`)
  }
  return essence
}

/** @see RFC 7578 section 4.7 */
function refuseTransferCoding(coding: string | undefined): void {
  if (coding === undefined || /^(?:7bit|8bit|binary)$/i.test(coding.trim())) return
  throw new HttpError(415, 'a part has no transfer encoding but 7bit, 8bit or binary')
}

function malformed(how: string): HttpError {
  return new HttpError(400, `a part of the form ${how}`)
}
