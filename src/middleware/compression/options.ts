// The options of compression, checked when the layer is made.

import { ConfigError } from '../../errors.js'
import { COMPRESSIBLE, typeMatcher } from './types.js'

/** What is compressed. */
export interface CompressOptions {
  /** Bodies with fewer bytes are sent as they are: they fit into one packet anyway. Default: 1,024. */
  readonly thresholdBytes?: number
  /**
   * The media types that are compressed: `application/json`, `text/*` for all of a kind, `+json` for all with a suffix.
   * Default: text, JSON, XML, SVG, JavaScript, WebAssembly and the like.
   */
  readonly types?: readonly string[]
  /**
   * Whether answers for one visitor are compressed, too: those that say `Cache-Control: no-store` or `private`, or set a cookie.
   * Only for pages without a secret beside what a request can put into them; tokens of `csrf()` are masked. Default: `false`.
   */
  readonly personal?: boolean
}

/** The options with their defaults. */
export interface Compression {
  readonly thresholdBytes: number
  readonly isCompressible: (contentType: string) => boolean
  readonly personal: boolean
}

/** Fills in the defaults. @throws ConfigError BAD_OPTION */
export function compressionOf(options: CompressOptions): Compression {
  const { thresholdBytes = 1024, types = COMPRESSIBLE, personal = false } = options
  if (!Number.isSafeInteger(thresholdBytes) || thresholdBytes < 0) {
    throw new ConfigError('BAD_OPTION', `compress has thresholdBytes: ${thresholdBytes}: a whole number, at least 0`)
  }
  return { thresholdBytes, isCompressible: typeMatcher(types), personal }
}
