// How texts are written: those of people as they are kept, addresses and numbers as readers see them.

/** `{{ link.url | host }}`: the host of an address, which is what a reader judges it by. */
export function hostOf(address: unknown): string {
  return new URL(String(address)).host.replace(/^www\./, '')
}

/** `{{ total | plural('link') }}`: `1 link`, `2 links`. */
export function plural(count: unknown, one: unknown): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

/** Text as it is kept: no blanks around it, lines that end by LF (forms send CRLF), no NUL, which would end it in SQLite. */
export function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
}
