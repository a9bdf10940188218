// TemplateError: a mistake in a template or in what was given to it, with the place in the source.
// Line, column and excerpt are computed only when somebody reads them.

/** A template's text, and the name that errors show for it. */
export interface Source {
  readonly file: string
  readonly text: string
}

/** Where in a source something stands. */
export interface Place {
  readonly source: Source
  /** Index of the first character, in UTF-16 units. */
  readonly offset: number
  /** Number of UTF-16 units. */
  readonly length: number
}

/** A mistake in a template, with its place. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly place: Place

  constructor(message: string, place: Place, options?: ErrorOptions) {
    super(message, options)
    this.place = place
  }
}
