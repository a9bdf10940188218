// A map bounded by weight.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lru } from '../../src/static/lru.js'

describe('Lru', () => {
  it('lets go of what was not touched for the longest', () => {
    const kept = new Lru<{ name: string }>(10)
    for (const name of ['a', 'b', 'c']) kept.set(name, { name }, 3)
    kept.touch('a')
    kept.set('d', { name: 'd' }, 3)
    expect(['a', 'b', 'c', 'd'].map((name) => kept.get(name)?.name)).toEqual(['a', undefined, 'c', 'd'])
    expect(kept.weight).toBe(9)
  })

  it('weighs what grows, and only if it is the value that is kept', () => {
    const kept = new Lru<object>(10)
    const [first, second] = [{}, {}]
    kept.set('a', first, 1)
    kept.grow('a', second, 5)
    expect(kept.weight).toBe(1)
    kept.set('b', second, 1)
    kept.grow('b', second, 9)
    expect(kept.get('a')).toBeUndefined()
    expect(kept.weight).toBe(10)
    kept.grow('b', second, -9)
    expect(kept.weight).toBe(1)
  })

  it('keeps nothing that is heavier than the limit', () => {
    const kept = new Lru<object>(10)
    kept.set('a', {}, 11)
    expect(kept.get('a')).toBeUndefined()
    expect(kept.weight).toBe(0)
  })

  it('never weighs more than its limit, nor other than what it keeps', () => {
    const act = fc.record({
      act: fc.constantFrom('set', 'grow', 'touch', 'delete'),
      key: fc.constantFrom('a', 'b', 'c'),
      weight: fc.nat(7),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const kept = new Lru<{ weight: number }>(10)
        for (const { act, key, weight } of acts) {
          const value = kept.get(key)
          if (act === 'set') kept.set(key, { weight }, weight)
          else if (act === 'grow' && value) {
            value.weight += weight
            kept.grow(key, value, weight)
          } else if (act === 'touch') kept.touch(key)
          else if (act === 'delete') kept.delete(key)
        }
        const sum = ['a', 'b', 'c'].reduce((total, key) => total + (kept.get(key)?.weight ?? 0), 0)
        return kept.weight === sum && sum <= 10
      }),
    )
  })
})
