// Policies of an app, widened by the script of development: as little as the script needs, and not at all where it runs already.

import { describe, expect, it } from 'vitest'
import { widened } from '../../src/dev/policy.js'

const HASH = "'sha256-abc='"

describe('a policy', () => {
  it.each([
    ["default-src 'self'", `default-src 'self'; script-src 'self' ${HASH}`],
    ["default-src 'none'", `default-src 'none'; script-src ${HASH}; connect-src 'self'`],
    ["default-src 'none'; script-src 'self'", `default-src 'none'; script-src 'self' ${HASH}; connect-src 'self'`],
    ["script-src 'nonce-x' 'strict-dynamic'", `script-src 'nonce-x' 'strict-dynamic' ${HASH}`],
    ["SCRIPT-SRC-ELEM 'none'; script-src x.example", `script-src-elem ${HASH}; script-src x.example`],
    ["connect-src 'none'; img-src *", "connect-src 'self'; img-src *"],
    ["connect-src api.example 'self'", "connect-src api.example 'self'"],
    ["img-src 'self';; ", "img-src 'self'"],
    [
      "script-src 'none', default-src 'none'",
      `script-src ${HASH}, default-src 'none'; script-src ${HASH}; connect-src 'self'`,
    ],
  ])('%s', (policy, expected) => {
    expect(widened(policy, HASH)).toBe(expected)
  })

  it('that allows inline scripts stays, because a hash would take that away', () => {
    expect(widened("script-src 'self' 'unsafe-inline'", HASH)).toBe("script-src 'self' 'unsafe-inline'")
    expect(widened("script-src 'unsafe-inline' 'nonce-x'", HASH)).toBe(`script-src 'unsafe-inline' 'nonce-x' ${HASH}`)
  })
})
