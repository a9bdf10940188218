// The state of the JavaScript lexer: one immutable record, a part of the state of the HTML machine.

/** Where in a script the static text has led. */
export interface ScriptState {
  readonly kind: 'script'
  readonly at: 'code' | 'string' | 'template' | 'regexp' | 'line' | 'block'
  /** The quote of a string, or `[` inside a class of a regular expression. */
  readonly quote: string
  /**
   * Whether a value may stand next, which also says what a slash is. `likely`: after words that may be names too;
   * `unclear`: it depends on the branch taken, or on what a brace was.
   */
  readonly operand: 'expected' | 'likely' | 'ended' | 'unclear'
  /** What stands before, as far as it says what a brace, a parenthesis or a name is. */
  readonly before: 'start' | 'control' | 'operator' | 'colon' | 'dot' | 'other'
  /**
   * The open brackets, a letter each: `c` parenthesis of if, for and while; `p` any other; `b` block; `o` object;
   * `u` block or object; `t` the brace of `${`.
   */
  readonly open: string
  /** The last character, where it may be half of something. */
  readonly tail: string
}

/** The state at the start of a script. */
export const START_SCRIPT: ScriptState = {
  kind: 'script',
  at: 'code',
  quote: '',
  operand: 'expected',
  before: 'start',
  open: '',
  tail: '',
}

/** The state after a whole operand: a string, a name, a value that was printed. */
export function afterOperand(state: ScriptState): ScriptState {
  return { ...state, at: 'code', quote: '', operand: 'ended', before: 'other' }
}
