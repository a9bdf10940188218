// A picture as a form sends it. What it is, its first bytes say: the name and the type that came with it are only claims.

import { UploadedFile } from 'miniweb'
import { z } from 'zod'

const LIMIT_MIB = 1

/** The first bytes of each type, one character a byte; a dot stands for any. */
const SIGNATURES = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF....WEBP'],
] as const

/** A file that is small enough, and a picture; the schema gives its type and bytes. */
export const Picture = z
  .instanceof(UploadedFile, { error: 'Choose one file.' })
  .refine(({ size }) => size <= LIMIT_MIB * 2 ** 20, { abort: true, error: `A picture has at most ${LIMIT_MIB} MiB.` })
  .transform(async (file, { addIssue }) => {
    const bytes = await file.bytes()
    const type = typeOf(bytes)
    if (type) return { type, bytes }
    addIssue('A picture is a PNG, JPEG, WebP or GIF file.')
    return z.NEVER
  })
export type Picture = z.infer<typeof Picture>

function typeOf(bytes: Buffer): string | undefined {
  const first = bytes.toString('latin1', 0, 12)
  return SIGNATURES.find(([, signature]) => begins(first, signature))?.[0]
}

function begins(text: string, signature: string): boolean {
  return [...signature].every((character, index) => character === '.' || character === text[index])
}
