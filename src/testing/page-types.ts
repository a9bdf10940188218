// What a test sees of a page: the page and its elements, links and forms. This is the manual of what `visitor` gives.

/** What a field of a form is filled with. */
export type FieldValue = string | number | boolean | File | readonly (string | number | File)[]

/** What a field of a form holds: its text with `\n` for line breaks, or a file. */
export type FormValue = string | File

/** Where things are looked for: a page, or an element in it. */
export interface PagePart {
  /** The text that a reader sees, white space collapsed; what is not HTML as it came. */
  readonly text: string
  /**
   * The first element that a selector means: tag, `#id`, `.class`, `[name="value"]` with `=` `~=` `^=` `$=` `*=`, one
   * within another by a space or `>`, several by commas.
   *
   * @throws Error saying what is there, if nothing is meant
   */
  find(selector: string): PageElement
  /** All elements that a selector means, in the order of the page. */
  all(selector: string): readonly PageElement[]
  /**
   * The link with a name: its text, or what `aria-label` or the image in it says.
   *
   * @throws Error naming the links that are there, if none has the name, or several that lead to different places
   */
  link(name: string): PageLink
  /**
   * The form that a selector means, or the only one.
   *
   * @throws Error naming the forms that are there, if none is meant, or several
   */
  form(selector?: string): PageForm
}

/** An element of a page. */
export interface PageElement extends PagePart {
  /** The tag, in lower case. */
  readonly tag: string
  /** An attribute's value; undefined if there is no such attribute. */
  attribute(name: string): string | undefined
}

/** A link. */
export interface PageLink {
  /** Where it leads: path, query and fragment; a whole address if that is off the site. */
  readonly url: string
  /** Follows it. @throws Error if it leads off the site */
  click(): Promise<Page>
}

/** A form, with what has been filled in. */
export interface PageForm {
  /** What would be sent now without a button, by name; an array where a name is sent more than once. */
  readonly values: Readonly<Record<string, FormValue | readonly FormValue[]>>
  /**
   * Fills fields by name: a text, true or false for one checkbox, a list of values for several checkboxes or a select
   * with `multiple`, a `File` for an upload. What is not named keeps its value. Hidden fields may be filled, too.
   * `required`, `pattern` and lengths are left to the app.
   *
   * @returns the same form
   * @throws Error naming what there is, for a field that is not there, is disabled or read-only, or does not offer the value
   */
  fill(values: Readonly<Record<string, FieldValue>>): PageForm
  /**
   * Sends the form as a browser does, by a button of it.
   *
   * @param button its text or its name. Default: the first, as by Enter; none in a form without
   * @throws Error naming the buttons that are there, if none is meant, or if the form goes off the site
   */
  submit(button?: string): Promise<Page>
}

/** The answer to a visit, redirects followed. */
export interface Page extends PagePart {
  readonly status: number
  /** Path, query and fragment: `/links/5`. */
  readonly url: string
  /** The text of `<title>`; empty without one. */
  readonly title: string
  /**
   * The route of the app's table for what was asked last: `Links.show`, or the name of its function as `app.routes()` has
   * it; undefined for static files and where no route is.
   */
  readonly route: string | undefined
  readonly headers: Headers
  /** The body as text. */
  readonly body: string
  readonly bytes: Uint8Array
  /** The body as JSON. @throws Error showing it, if it is none */
  readonly json: unknown
}

/** How a page was asked for, and where it may lead. */
export interface PageContext {
  /** The whole address. */
  readonly url: URL
  /** What links and forms are relative to. */
  readonly base: URL
  /** How errors call the page: `"Add a link" at /links/new (200, Links.blank)`. */
  readonly label: string
  /** Asks for another page from this one. */
  go(to: Navigation): Promise<Page>
  /** This page at another fragment. */
  at(url: URL): Page
}

/** A request that a link or a form makes. */
export interface Navigation {
  readonly method: string
  readonly url: URL
  /** A form's data; undefined in a query. */
  readonly body?: Body
}

/** A body and its media type. */
export interface Body {
  readonly bytes: Uint8Array
  readonly type: string
}
