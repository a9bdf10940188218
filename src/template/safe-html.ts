// Values that code, never data, declares safe: HTML to be printed raw, and URLs that may load code.
// The brand is a private field, so that no JSON and no object with the same shape can pass for one.

/** A piece of HTML that is printed as it is where text may stand. Made by `` html`…` `` or {@link trustedHtml}. */
export class SafeHtml {
  readonly #html: string

  constructor(html: string) {
    this.#html = html
  }

  /** Whether a value carries the brand. */
  static is(value: unknown): value is SafeHtml {
    return typeof value === 'object' && value !== null && #html in value
  }

  toString(): string {
    return this.#html
  }
}

/** A URL that code vouches for: it passes where a value from data would be refused. Made by {@link trustedUrl}. */
export class TrustedUrl {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** Whether a value carries the brand. */
  static is(value: unknown): value is TrustedUrl {
    return typeof value === 'object' && value !== null && #url in value
  }

  toString(): string {
    return this.#url
  }
}

/**
 * Declares that a text is HTML without danger, such as the output of a sanitizer. Never give it text from a user.
 *
 * @param text the HTML, printed raw where text may stand and escaped in attributes
 * @example trustedHtml(markdown.render(post.body))
 * @throws TypeError if text is no string
 */
export function trustedHtml(text: string): SafeHtml {
  if (typeof text !== 'string') throw new TypeError(`trustedHtml takes a string, not ${typeof text}`)
  return new SafeHtml(text)
}

/**
 * Declares that a URL may be used anywhere, code-loading attributes such as `<script src>` included.
 *
 * @param text the URL, printed with HTML escaping only
 * @example trustedUrl('https://cdn.example/app.js')
 * @throws TypeError if text is no string
 */
export function trustedUrl(text: string): TrustedUrl {
  if (typeof text !== 'string') throw new TypeError(`trustedUrl takes a string, not ${typeof text}`)
  return new TrustedUrl(text)
}
