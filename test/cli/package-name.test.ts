// Names of packages: which npm takes, what is made of folders, how people read them.

import { describe, expect, it } from 'vitest'
import { nameFrom, nameProblem, titleOf, unscoped } from '../../src/cli/package-name.js'

describe('the name of a package', () => {
  it.each(['a', 'my-app', 'app2', '2048', 'my.app_x', '@shop/my-app', 'a'.repeat(214)])('may be %s', (name) => {
    expect(nameProblem(name)).toBeUndefined()
  })

  it.each([
    ['', '"" cannot be the name of a package: it has small letters, digits and - . _ and begins with'],
    ['MyApp', '"MyApp" cannot be the name of a package: it has small letters'],
    ['My App', 'it has small letters, digits and - . _ and begins with a letter or digit, such as "my-app"'],
    ['.hidden', 'begins with a letter or digit'],
    ['_private', 'begins with a letter or digit'],
    ['-rf', 'begins with a letter or digit'],
    ['a/b', 'it has small letters'],
    ['@shop', 'it has small letters'],
    ['@shop/', 'it has small letters'],
    ['@shop/a/b', 'it has small letters'],
    ['@/a', 'it has small letters'],
    ['../up', 'it has small letters'],
    ['a"b', 'it has small letters'],
    ['a<b>', 'it has small letters'],
    ['a\nb', 'it has small letters'],
    ['a~b', 'it has small letters'],
    ['café', 'it has small letters'],
    ['node_modules', 'it is taken'],
    ['favicon.ico', 'it is taken'],
    ['miniweb', 'it is taken'],
    ['a'.repeat(215), 'has at most 214 characters, not 215'],
  ])('may not be %j, in a sentence', (name, sentence) => {
    expect(nameProblem(name)).toContain(sentence)
  })
})

describe('of the name of a folder', () => {
  it.each([
    ['my-app', 'my-app'],
    ['My App', 'my-app'],
    ['Café_Crème.v2', 'cafe-creme-v2'],
    ['--x--', 'x'],
    ['日本', undefined],
    ['miniweb', undefined],
    ['', undefined],
  ])('%j the name %j is made', (folder, name) => {
    expect(nameFrom(folder)).toBe(name)
  })
})

describe('for people', () => {
  it.each([
    ['my-app', 'My app'],
    ['@shop/link.board_2', 'Link board 2'],
    ['a', 'A'],
  ])('%s is called %s', (name, title) => {
    expect(titleOf(name)).toBe(title)
  })

  it('the scope is not a part of it', () => {
    expect([unscoped('@shop/my-app'), unscoped('my-app')]).toEqual(['my-app', 'my-app'])
  })
})
