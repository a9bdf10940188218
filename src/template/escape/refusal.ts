// A mistake in the static HTML around a value, or a value where none may stand.
// It knows an index in a piece of text only; the caller turns it into an error with file and line.

/** Why a text or a value cannot stand where it stands. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  /** @param index where in the text, for a mistake in static text */
  constructor(
    message: string,
    readonly index = 0,
  ) {
    super(message)
  }
}
