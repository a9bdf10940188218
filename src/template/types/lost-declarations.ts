// Comments that look like declarations and are none, because `@props` is not their first word: they would check nothing.

import { TemplateError } from '../error.js'
import { Place, type Source } from '../source.js'
import { readProps } from '../syntax/props.js'
import { tokenize } from '../syntax/tokenize.js'

const MESSAGE = '@props is the first word of a comment, with blanks after it: {{! @props user: User }}'

/** A mention of `@props` in a sentence has no name with a type after it. */
const DECLARATION = /(?<![\p{L}\p{N}_@])@props:?\s*[\p{L}_$][\p{L}\p{N}_$-]*\??\s*:/u

/** Finds such comments. @throws TemplateError as parsing does */
export function lostDeclarations(source: Source): readonly TemplateError[] {
  if (!DECLARATION.test(source.text)) return []
  return tokenize(source).flatMap((token) => {
    if (token.kind === 'text' || token.sigil !== '!' || readProps(source, token) !== undefined) return []
    const match = DECLARATION.exec(token.content)
    if (match === null) return []
    return [new TemplateError(MESSAGE, new Place(source, token.contentOffset + match.index, '@props'.length))]
  })
}
