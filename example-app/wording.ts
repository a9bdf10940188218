// Helpers of the templates: how addresses and numbers are written for readers.

/** `{{ link.url | host }}`: the host of an address, which is what a reader judges it by. */
export function hostOf(address: unknown): string {
  return new URL(String(address)).host.replace(/^www\./, '')
}

/** `{{ total | plural('link') }}`: `1 link`, `2 links`. */
export function plural(count: unknown, one: unknown): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
