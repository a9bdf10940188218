// The limits of bodies: their defaults, and what is refused as one.

import { describe, expect, test } from 'vitest'
import { bodyLimits, DEFAULT_BODY_LIMITS } from '../../../src/http/body/limits.js'

const NAMES = Object.keys(DEFAULT_BODY_LIMITS)

describe('bodyLimits', () => {
  test('has defaults, those of uploads from those of files', () => {
    expect(bodyLimits({ files: undefined })).toEqual({
      bodyBytes: 1_048_576,
      collectedBytes: 8_388_608,
      uploadBytes: 105_906_176,
      fileBytes: 10_485_760,
      files: 100,
      fields: 1000,
      fieldBytes: 1_048_576,
      nameBytes: 200,
      partHeaderBytes: 8192,
      jsonDepth: 100,
    })
    expect(bodyLimits({ fileBytes: 1000, bodyBytes: 10 })).toMatchObject({ uploadBytes: 10_010, collectedBytes: 80 })
  })

  test.each(NAMES)('takes %s', (name) => {
    expect(bodyLimits({ [name]: 7 })).toMatchObject({ [name]: 7 })
  })

  const wrong: readonly unknown[] = [0, -1, 1.5, NaN, Infinity, '7', true, 2 ** 53]
  test.each(NAMES.flatMap((name) => wrong.map((value) => [name, value] as const)))('refuses %s: %j', (name, value) => {
    expect(() => bodyLimits({ [name]: value })).toThrow(
      new TypeError(`limits.${name} is a whole number from 1, not ${String(value)}`),
    )
  })
})
