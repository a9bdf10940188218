// Multipart forms that break off, fail or are left: always an end. That pieces make no difference is proven by the fuzzing.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receivedParts } from '../../../src/http/body/multipart.js'
import { HttpError } from '../../../src/index.js'
import { BOUNDS, bodyOf, part, pieces, read, TYPE } from '../../nightly/fuzz/forms.js'

describe('a multipart form', () => {
  test('cut off anywhere is 400, however it is read', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat(), async (parts, at) => {
        const body = bodyOf(parts)
        const end = at % (body.length - '--\r\nepilogue'.length)
        const outcome = await read(pieces(body.subarray(0, end), [1000]), parts).catch((error: unknown) => error)
        expect(outcome).toBeInstanceOf(HttpError)
        expect(outcome).toMatchObject({ status: 400 })
      }),
      { numRuns: 300 },
    )
  })

  test('whose bytes fail, fails as they do', async () => {
    const body = bodyOf([{ name: 'a', isFile: true, content: 'x'.repeat(100_000), reads: Infinity }])
    async function* failing(): AsyncGenerator<Buffer> {
      yield body.subarray(0, 50_000)
      throw new HttpError(413, 'too much')
    }
    await expect(read(failing(), [])).rejects.toMatchObject({ status: 413 })
    await expect(read(failing(), [{ name: 'a', isFile: true, content: '', reads: Infinity }])).rejects.toMatchObject({
      status: 413,
    })
  })

  test('that nobody reads further lets go of its bytes', async () => {
    let isOver = false
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        yield Buffer.from('--b-b\r\nContent-Disposition: form-data; name=a; filename=f\r\n\r\n')
        for (;;) yield Buffer.alloc(1000)
      } finally {
        isOver = true
      }
    }
    for await (const { name } of receivedParts(endless(), TYPE, BOUNDS)) {
      expect(name).toBe('a')
      break
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(true)
  })
})
