// Passwords as they are kept: hashed by scrypt with OWASP's parameters, written as a PHC string that carries them.
// Knows no HTTP and no users.
// @see RFC 7914, https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What scrypt is given beside the password. */
interface Parameters {
  /** Binary logarithm of the cost N. */
  readonly ln: number
  /** Block size; 128 · r bytes. */
  readonly r: number
  /** Passes, one after the other. */
  readonly p: number
}

/** A hash that was kept, in parts. */
interface KeptHash extends Parameters {
  readonly salt: Buffer
  readonly hash: Buffer
}

/** One of OWASP's settings of equal strength: 32 MiB for each hash. */
const PARAMETERS: Parameters = { ln: 15, r: 8, p: 3 }
const SALT_BYTES = 16
const HASH_BYTES = 32
const PASSWORD_BYTES = 1024

/** What verifying may take: the memory of OWASP's largest setting, and twice its time. */
const MOST = { memoryBytes: 2 ** 27, blocks: 2 ** 21 }

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{1,86})\$([A-Za-z0-9+/]{22,86})$/

/** Worked on where there is no hash, so that this takes as long. */
const NO_HASH: KeptHash = { ...PARAMETERS, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) }

/**
 * Hashes a password to be kept: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, 88 characters, another one at each call.
 *
 * @param password at most 1,024 bytes in UTF-8; compared as NFKC, so that all ways to type it are one
 * @throws RangeError if it is longer
 */
export async function hashPassword(password: string): Promise<string> {
  if (isTooLong(password)) throw new RangeError(`a password has at most ${PASSWORD_BYTES} bytes`)
  const { ln, r, p } = PARAMETERS
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, { ...PARAMETERS, salt }, HASH_BYTES)
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`
}

/**
 * Whether a password is the one that was hashed. Without a hash it does the same work and gives false, so that the time
 * does not tell which accounts exist.
 *
 * @param password one that is longer than 1,024 bytes is never right
 * @param hash of `hashPassword`, or scrypt in the same form with parameters of its own
 * @throws TypeError if the hash is none, or takes more than 128 MiB or twice the time of OWASP's parameters
 */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const isKept = hash !== undefined && hash !== null
  const kept = isKept ? parseHash(hash) : NO_HASH
  if (isTooLong(password)) return false
  const derived = await derive(password, kept, kept.hash.length)
  return timingSafeEqual(derived, kept.hash) && isKept
}

/** Looked at before NFKC, which takes quadratic time for some texts. */
function isTooLong(password: string): boolean {
  return password.length > PASSWORD_BYTES || Buffer.byteLength(password) > PASSWORD_BYTES
}

/** The hash in parts. @throws TypeError, without the hash in its message */
function parseHash(text: string): KeptHash {
  const [, ln, r, p, salt = '', hash = ''] = PHC.exec(text) ?? []
  const kept = { ln: Number(ln), r: Number(r), p: Number(p), salt: bytesOf(salt), hash: bytesOf(hash) }
  if (hash === '' || !isBearable(kept))
    throw new TypeError('this is no hash of hashPassword, or it takes too much to verify')
  return kept
}

function isBearable({ ln, r, p }: Parameters): boolean {
  const blocks = 2 ** ln * r
  const isScrypt = ln > 0 && ln < 16 * r && p > 0
  return isScrypt && blocks * 128 <= MOST.memoryBytes && blocks * p <= MOST.blocks
}

function derive(password: string, { ln, r, p, salt }: Omit<KeptHash, 'hash'>, bytes: number): Promise<Buffer> {
  const N = 2 ** ln
  const maxmem = 128 * r * (N + p + 2)
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p, maxmem }, (error, derived) => {
      if (error) reject(error)
      else resolve(derived)
    })
  })
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
