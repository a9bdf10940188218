// The literal segments that may follow a place, found where they stand in a path: to cut a segment out of the path and
// have it hashed as a key of a Map costs more than the rest of a lookup.

/** Words, each with a value. */
export class Words<Value> {
  readonly #chains = new Map<number, Word<Value>>()

  /** Adds a word that is not among them. */
  add(text: string, value: Value): void {
    let hash = 0
    for (let at = 0; at < text.length; at++) hash = mixed(hash, text.charCodeAt(at))
    this.#chains.set(hash, { text, value, next: this.#chains.get(hash) })
  }

  /**
   * The value of the word from `start` to `end`.
   *
   * @param hash made by `mixed` of the characters there, from 0
   */
  find(path: string, start: number, end: number, hash: number): Value | undefined {
    let word = this.#chains.get(hash)
    while (word && !(word.text.length === end - start && standsAt(path, start, word.text))) word = word.next
    return word?.value
  }
}

/** A word, and the next one that happens to have the same hash. */
interface Word<Value> {
  readonly text: string
  readonly value: Value
  readonly next: Word<Value> | undefined
}

/** The hash of a text with one more character. */
export function mixed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

function standsAt(path: string, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) if (path.charCodeAt(start + at) !== word.charCodeAt(at)) return false
  return true
}
