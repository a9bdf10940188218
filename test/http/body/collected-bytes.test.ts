// The room that bodies share: who waits, who goes on, and that somebody always does.

import { describe, expect, test } from 'vitest'
import { CollectedBytes } from '../../../src/http/body/collected-bytes.js'

const SMALL = 16_384
const READ = 65_536

/** A room, and what its bodies do, in order. */
function roomOf(limitBytes: number) {
  const room = new CollectedBytes(limitBytes)
  const wentOn: string[] = []
  const body = (name: string) => {
    const one = room.body()
    const note = (turn: Promise<void> | undefined) => {
      turn?.then(() => wentOn.push(name))
      return turn === undefined ? 'goes on' : 'waits'
    }
    return {
      start: (bytes?: number) => note(one.start(bytes)),
      add: (bytes: number) => note(one.add(bytes)),
      end: () => one.end(),
    }
  }
  return { body, wentOn, settled: () => new Promise((resolve) => setImmediate(resolve)) }
}

describe('a body', () => {
  test('goes on while there is room, and what is small is not counted', () => {
    const { body } = roomOf(SMALL + 100)
    expect(Array.from({ length: 50 }, () => body('small').add(SMALL))).toEqual(Array(50).fill('goes on'))
    expect(body('full').add(SMALL + 100)).toBe('goes on')
    expect([body('over').add(SMALL + 1), body('other').add(SMALL + 1)]).toEqual(['goes on', 'waits'])
  })

  test('that has not begun waits for room, unless it says that it is small', () => {
    const { body } = roomOf(100)
    body('first').add(SMALL + 101)
    expect([body('a').start(), body('b').start(SMALL + 1), body('c').start(SMALL)]).toEqual([
      'waits',
      'waits',
      'goes on',
    ])
  })

  test('over the limit goes on where it is the first, to its end', () => {
    const { body } = roomOf(100)
    const first = body('first')
    expect([first.add(SMALL + 101), first.add(1000), body('second').add(SMALL + 1), first.add(1000)]).toEqual([
      'goes on',
      'goes on',
      'waits',
      'goes on',
    ])
  })
})

describe('those that wait', () => {
  test('go on in their order, one where there is no room', async () => {
    const { body, wentOn, settled } = roomOf(100)
    const all = ['a', 'b', 'c', 'd'].map(body)
    for (const one of all) one.add(SMALL + 200)
    for (const [index, one] of all.entries()) {
      expect(wentOn).toEqual(['b', 'c', 'd'].slice(0, index))
      one.end()
      await settled()
    }
    expect(wentOn).toEqual(['b', 'c', 'd'])
  })

  test('go on together as far as there is room for what they bring next', async () => {
    const { body, wentOn, settled } = roomOf(2 * READ + 1)
    const first = body('first')
    first.add(SMALL + 2 * READ + 2)
    for (const name of ['a', 'b', 'c', 'd', 'e']) body(name).start()
    first.end()
    await settled()
    expect(wentOn).toEqual(['a', 'b', 'c', 'd'])
  })

  test('are forgotten when they are given up', async () => {
    const { body, wentOn, settled } = roomOf(SMALL + 100)
    const [first, second, third] = [body('first'), body('second'), body('third')]
    first.add(SMALL + 200)
    second.add(SMALL + 200)
    third.add(SMALL + 200)
    second.end()
    first.end()
    first.end()
    await settled()
    expect(wentOn).toEqual(['third'])
    expect(second.add(SMALL + 200), 'what is over is not counted').toBe('goes on')
    third.end()
    expect([body('a').add(SMALL + 100), body('b').add(SMALL + 1)]).toEqual(['goes on', 'goes on'])
  })
})
