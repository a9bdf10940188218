// The literals that may follow a place: found where they stand in a path, and told apart where their hashes are equal.

import { describe, expect, test } from 'vitest'
import { mixed, Words } from '../../src/routing/words.js'

const COLLIDING = ['AaAa', 'AaBB', 'BBAa', 'BBBB']

describe('words', () => {
  test('are found in the middle of a path', () => {
    expect(find(wordsOf(['posts', 'post']), '/a/posts/1', 3, 8)).toBe('posts')
    expect(find(wordsOf(['posts', 'post']), '/a/posts/1', 3, 7)).toBe('post')
  })

  test.each([
    ['shorter', 3, 6],
    ['longer', 3, 10],
    ['elsewhere', 2, 7],
    ['empty', 3, 3],
  ])('are not found where the text is %s', (_, start, end) => {
    expect(find(wordsOf(['posts', 'post']), '/a/posts/1', start, end)).toBeUndefined()
  })

  test('that have one hash are told apart', () => {
    expect(new Set(COLLIDING.map((word) => hashOf(word, 0, word.length))).size).toBe(1)
    const words = wordsOf(COLLIDING.slice(0, 3))
    for (const word of COLLIDING) expect(find(words, word, 0, 4)).toBe(word === 'BBBB' ? undefined : word)
  })

  test('may stand outside the Latin alphabet', () => {
    expect(find(wordsOf(['bücher', '本']), '/本/bücher', 3, 9)).toBe('bücher')
    expect(find(wordsOf(['bücher', '本']), '/本/bücher', 1, 2)).toBe('本')
  })
})

function wordsOf(texts: readonly string[]): Words<string> {
  const words = new Words<string>()
  for (const text of texts) words.add(text, text)
  return words
}

function find(words: Words<string>, path: string, start: number, end: number): string | undefined {
  return words.find(path, start, end, hashOf(path, start, end))
}

function hashOf(path: string, start: number, end: number): number {
  return [...path.slice(start, end)].reduce((hash, character) => mixed(hash, character.charCodeAt(0)), 0)
}
