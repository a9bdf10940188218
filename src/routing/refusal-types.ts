// What the compiler says when it refuses something: types that no value has, whose names and arguments are the message.
// This file knows no paths, handlers or scopes; they choose the sentences.

declare const refusal: unique symbol

/** Where this type is asked for, nothing fits: its sentence says why. */
export interface Refusal<Sentence extends string> {
  readonly [refusal]: Sentence
}

/** A refusal of a handler's input that shows both sides. */
export interface InputMismatch<Sentence extends string, PathGives, HandlerTakes> {
  readonly [refusal]: [Sentence, PathGives, HandlerTakes]
}
