// Lists of what is there, for the messages of errors.

const MOST = 20

/** `"Edit", "All links"`, each once; empty for an empty list. */
export function quotedList(names: Iterable<string>): string {
  return shownList([...names].map((name) => JSON.stringify(name)))
}

/** `title, url, note`, each once; empty for an empty list. */
export function shownList(names: Iterable<string>): string {
  const all = [...new Set(names)]
  const more = all.length > MOST ? ` and ${all.length - MOST} more` : ''
  return all.slice(0, MOST).join(', ') + more
}

/** The end of a sentence that says what is not there. */
export function onlyThere(shown: string): string {
  return shown === '' ? ', and no other' : `; it has ${shown}`
}
