// JSON from outside: parsed, with the place of a mistake, a bound on depth, and no key that reaches a prototype.
// @see RFC 8259

import { HttpError } from '../../errors.js'
import { jsonMistake } from './json-mistake.js'

/**
 * @param deepest how many levels of lists and objects are let through
 * @throws HttpError 400 naming line and column of the first mistake; for deeper nesting; for a key `__proto__`, or `prototype`
 * under `constructor`, anywhere and however it is escaped
 */
export function parseJson(text: string, deepest: number): unknown {
  if (tooDeep(text, deepest)) throw new HttpError(400, `the body is JSON nested more than ${deepest} levels`)
  const value = parse(text)
  if (mayHoldPoison(text)) refusePoison(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const position = jsonMistake(text)
    const before = text.slice(0, position).split('\n')
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} (position ${position})`
    const what = text.trim() === '' ? 'empty' : position === text.length ? 'not complete' : 'not valid JSON'
    throw new HttpError(400, `the body is ${what} at ${place}`, { cause })
  }
}

function tooDeep(text: string, deepest: number): boolean {
  if (!opensMoreThan(text, deepest)) return false // most bodies; far cheaper than a walk over each character
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 34 /* " */) quoted = !quoted
    else if (quoted) index += code === 92 /* \ */ ? 1 : 0
    else if (code === 91 /* [ */ || code === 123 /* { */) {
      if (++depth > deepest) return true
    } else if (code === 93 /* ] */ || code === 125 /* } */) depth--
  }
  return false
}

/** Whether lists and objects are opened more often than that, be it beside each other or within strings. */
function opensMoreThan(text: string, most: number): boolean {
  let count = 0
  for (const mark of ['[', '{']) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) if (++count > most) return true
  }
  return false
}

function mayHoldPoison(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u')
}

function refusePoison(root: unknown): void {
  const open = [root] // a list of our own: nesting may be let through that is deeper than the stack
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Object.hasOwn(value, '__proto__') || hasOwnPrototype(value)) {
      throw new HttpError(400, 'the body has a key that reaches for a prototype')
    }
    for (const child of Object.values(value)) open.push(child)
  }
}

function hasOwnPrototype(value: object): boolean {
  if (!Object.hasOwn(value, 'constructor')) return false
  const own: unknown = Reflect.get(value, 'constructor')
  return typeof own === 'object' && own !== null && Object.hasOwn(own, 'prototype')
}
