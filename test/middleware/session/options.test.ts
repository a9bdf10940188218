// The options of sessions: what cannot work ends the start.

import { describe, expect, test } from 'vitest'
import { memoryStore, type SessionOptions, session } from '../../../src/index.js'

const SECRET = 'x'.repeat(32)
const store = memoryStore()

describe('session', () => {
  const rows: readonly (readonly [row: string, options: unknown, code: string, message: string])[] = [
    ['neither store nor secrets', {}, 'BAD_SESSION', 'has neither store nor secrets'],
    ['both', { store, secrets: SECRET }, 'BAD_SESSION', 'has both a store and secrets'],
    ['a store without write', { store: { ...store, write: undefined } }, 'BAD_SESSION', 'without the method write'],
    ['a short secret', { secrets: 'x'.repeat(31) }, 'BAD_SECRET', 'secret 1 of 1 has 31 bytes'],
    ['a short older secret', { secrets: [SECRET, 'old'] }, 'BAD_SECRET', 'secret 2 of 2 has 3 bytes'],
    ['no secret in the list', { secrets: [] }, 'BAD_SECRET', 'secret'],
    ['an empty secret', { secrets: '' }, 'BAD_SECRET', 'secret'],
    ['idleSeconds 0', { store, idleSeconds: 0 }, 'BAD_SESSION', 'idleSeconds: 0'],
    ['half a second', { store, idleSeconds: 0.5 }, 'BAD_SESSION', 'idleSeconds: 0.5'],
    [
      'an endless lifetime',
      { store, lifetimeSeconds: Number.POSITIVE_INFINITY },
      'BAD_SESSION',
      'lifetimeSeconds: Infinity',
    ],
    ['a cookie name with a space', { store, cookie: { name: 'a b' } }, 'BAD_SESSION', 'cookie "a b"'],
    ['__Host- with a domain', { store, cookie: { name: '__Host-a', domain: 'a.b' } }, 'BAD_SESSION', '__Host-'],
    ['a path that is none', { store, cookie: { path: 'x; HttpOnly' } }, 'BAD_SESSION', 'path'],
  ]
  test.each(rows)('with %s ends the start', (_, options, code, message) => {
    expect(() => session(options as SessionOptions)).toThrow(
      expect.objectContaining({ name: 'ConfigError', code, message: expect.stringContaining(message) }),
    )
  })

  test('takes secrets of 32 bytes, which may be fewer characters', () => {
    expect(session({ secrets: '\u00e9'.repeat(16) })).toBeTypeOf('function')
  })

  test('never shows a secret in its errors', () => {
    expect(() => session({ secrets: 'too-short' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('too-short') }),
    )
  })
})

describe('memoryStore', () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('with sessions: %d ends the start', (sessions) => {
    expect(() => memoryStore({ sessions })).toThrow(expect.objectContaining({ code: 'BAD_SESSION' }))
  })
})
