// What somebody can do at the link board, and what they see of it: the one interface that a visitor of `miniweb/testing` and a
// page of Chromium both offer, so that a journey is
// written once (accounts.ts, links.ts) and gone twice (visitor.test.ts, chromium.test.ts).

/** Somebody with a browser of their own, who has one page open. */
export interface Guest {
  /** Opens a page, as by typing its address: path and query. */
  open(address: string): Promise<void>
  /** Follows the link with this text. */
  follow(link: string): Promise<void>
  /** Unfolds what is behind a summary. */
  unfold(summary: string): Promise<void>
  /** Fills fields of the form that has this button, by their labels, and presses it. What is not named stays as it is. */
  press(button: string, fields?: Entries): Promise<void>
  /** Where the guest is. */
  place(): Promise<Place>
  /** The texts of all elements that a selector means, white space collapsed. */
  texts(selector: string): Promise<readonly string[]>
  /** A text field of the only form that has it, by its label. */
  field(label: string): Promise<Field>
  /** What the pictures in the main part show, by their alternative texts. @throws Error if one of them cannot be shown */
  pictures(): Promise<readonly string[]>
}

/** What fields are filled with, by label: texts, `true` or `false` for a checkbox, a file for an upload. */
export type Entries = Readonly<Record<string, string | boolean | File>>

/** A page as it was answered. */
export interface Place {
  readonly status: number
  /** Path and query. */
  readonly address: string
  /** The name of its route: `Links.show`. */
  readonly route: string | undefined
  readonly title: string
}

/** A field, and what is said of it. */
export interface Field {
  readonly value: string
  readonly isInvalid: boolean
  /** The texts that describe it to those who cannot see where they stand: its hint, its error. */
  readonly descriptions: readonly string[]
}

/** The ids that an attribute such as `aria-describedby` names. */
export function idsIn(attribute: string | null | undefined): readonly string[] {
  return attribute?.split(/\s+/).filter((id) => id !== '') ?? []
}
