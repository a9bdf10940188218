// The form of a case: templates, and calls of render that must compile beside calls that must not.

/** Two calls that differ in the mistake. */
export interface Pair {
  readonly good: string
  readonly bad: string
  /** A part of what the compilers say about the bad call. */
  readonly says: string
  /** Why the engine renders the bad call though: the types ask for more than it does. */
  readonly rendersThough?: string
}

/** Templates with calls. */
export interface Case {
  readonly title: string
  readonly templates: Readonly<Record<string, string>>
  /** Statements before the calls. */
  readonly setup?: string
  /** Further calls that must compile and render. */
  readonly good?: readonly string[]
  readonly pairs: readonly Pair[]
}
