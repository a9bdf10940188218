// A template's text and places in it: the vocabulary that every stage of the engine shares.
// Line and column are found only when somebody asks; most places are never shown.

import { excerptOf, positionOf } from './excerpt.js'

/** A template's text. */
export interface Source {
  /** The name it is rendered by: `users/show.html`. */
  readonly name: string
  /** The path that errors show: `templates/users/show.html`. */
  readonly file: string
  readonly text: string
}

/** Where in a source something stands. Offsets and lengths count UTF-16 units. */
export class Place {
  constructor(
    readonly source: Source,
    readonly offset: number,
    readonly length: number,
  ) {}

  /** The line, from 1. */
  get line(): number {
    return positionOf(this.source.text, this.offset).line
  }

  /** The column in UTF-16 units, from 1. */
  get column(): number {
    return positionOf(this.source.text, this.offset).column
  }

  /** The line with a caret under the place; empty for a source without text. */
  get excerpt(): string {
    return this.source.text === '' ? '' : excerptOf(this.source.text, this.offset, this.length)
  }

  /** `templates/users/show.html:12:9`, or the file alone for a source without text. */
  toString(): string {
    return this.source.text === '' ? this.source.file : `${this.source.file}:${this.line}:${this.column}`
  }
}
