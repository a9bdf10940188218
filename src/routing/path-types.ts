// The parameters of a path as types: `/posts/:id<int>` gives `{ id: number }`, a wrong path gives a sentence.
// Only parameters are looked at, nothing is collected for the app as a whole. At run time pattern.ts reads the same
// grammar.

import type { Refusal } from './refusal-types.js'

/** Turns the text of one path segment into a value, and back for `url()`. */
export interface Converter<Value> {
  /** The value, or undefined if the text is none: then the path does not match. */
  parse(raw: string): Value | undefined
  /** The text of a value, not yet encoded. Default: `String(value)`. */
  format?(value: Value): string
}

/** What the built-in converters give, by the name that stands in the path. */
interface BuiltInConverters {
  readonly string: string
  readonly int: number
  readonly float: number
  readonly uuid: string
  readonly date: Date
  readonly slug: string
  readonly path: string
}

/** Names that the input has for something else, so that no path parameter may carry them. */
export type ReservedName = 'body' | 'query' | 'form'

/** No parameters, nothing added. Unlike `object` it leaves no trace in an intersection. */
// biome-ignore lint/complexity/noBannedTypes: the empty object type is what is meant
export type Nothing = {}

/** An intersection written out as one object type. */
export type Flat<Type> = { [Key in keyof Type]: Type[Key] } & Nothing

/** Own converters by name, whatever they give. */
// biome-ignore lint/suspicious/noExplicitAny: Converter takes its value as an argument and gives it as a result
export type ConverterMap = Readonly<Record<string, Converter<any>>>

/** What each of the converters gives, as BuiltInConverters says it for the built-in ones. */
export type ConverterValues<Converters extends ConverterMap> = {
  readonly [Name in keyof Converters]: Exclude<ReturnType<Converters[Name]['parse']>, undefined>
}

/** The argument of `.converters()`: `format` takes what `parse` gives, and no name is taken. */
export type ConverterArgument<Own, Converters extends ConverterMap> = Converters & {
  readonly [Name in keyof Converters]: Converter<ConverterValues<Converters>[Name]>
} & {
  readonly [Name in
    | keyof BuiltInConverters
    | keyof Own]?: Refusal<`a converter '${Name & string}' exists already: choose another name`>
}

/**
 * The parameters of a path, prefix included, by name. A path that the compiler does not know gives unknown values;
 * a wrong one gives any: the path itself is refused, and one mistake is one error.
 */
export type PathParams<Path extends string, Own = Nothing> = string extends Path
  ? Readonly<Record<string, unknown>>
  : Parsed<Path, Own> extends infer Found
    ? Found extends string
      ? // biome-ignore lint/suspicious/noExplicitAny: accepts every handler, for the reason above
        any
      : Flat<Found>
    : never

/** A path behind its prefix: `/` there is the prefix itself. */
export type FullPath<Prefix extends string, Path extends string> = Path extends '/'
  ? Prefix extends ''
    ? Path
    : Prefix
  : `${Prefix}${Path}`

/** What a path argument under a prefix must be: the path itself when it is right, else a sentence. */
export type PathArgument<Prefix extends string, Own, Path extends string> = string extends Path
  ? Path
  : Path extends `/${string}`
    ? Parsed<FullPath<Prefix, Path>, Own> extends infer Sentence extends string
      ? Sentence
      : Path
    : Nothing extends Record<Path, unknown> // a template with an unknown start, `${base}/x`
      ? Path
      : `a path starts with a slash: /${Path}`

/** What `.at()` gives: the scope, or any for a wrong prefix, so that its one error is not repeated at each route. */
export type Below<Prefix extends string, Own, Path extends string, Narrowed> =
  PrefixArgument<Prefix, Own, Path> extends Path
    ? Narrowed
    : // biome-ignore lint/suspicious/noExplicitAny: accepts every use, for the reason above
      any

/** What a prefix argument must be: the prefix itself when it is right, else a sentence. */
export type PrefixArgument<Prefix extends string, Own, Path extends string> = Path extends `${string}/`
  ? `a prefix does not end with a slash: ${Path}`
  : PathArgument<Prefix, Own, Path>

type Odd = ':' | '<' | '>' | '*' | '?' | '#' | '{' | '}' | '(' | ')' | '//' | ' ' | '\\' | '%'
type OddInName =
  | '-'
  | '.'
  | ':'
  | '<'
  | '>'
  | '?'
  | '*'
  | '+'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | '|'
  | ' '
  | '@'
  | '$'
  | '%'
  | '~'
  | '!'
  | ','
  | ';'
  | '='
  | '&'
  | '^'
  | '#'
  | '\\'

/** An object type (the parameters) or a string literal type (what is wrong). */
type Parsed<Path extends string, Own, Found = Nothing> = Path extends `${infer Literal}/:${infer Rest}`
  ? `${Literal}/` extends `${string}${Odd}${string}`
    ? NotWhole<`${Literal}/`>
    : Rest extends `${infer Segment}/${infer Tail}`
      ? ParsedSegment<Segment, `/${Tail}`, Own, Found>
      : ParsedSegment<Rest, '', Own, Found>
  : Path extends `${string}${Odd}${string}`
    ? NotWhole<Path>
    : Found

type ParsedSegment<
  Segment extends string,
  Tail extends string,
  Own,
  Found,
> = Segment extends `${infer Name}<${infer Convert}>`
  ? ParsedParameter<Name, Convert, Tail, Own, Found>
  : ParsedParameter<Segment, 'string', Tail, Own, Found>

type ParsedParameter<Name extends string, Convert extends string, Tail extends string, Own, Found> = Name extends
  | ''
  | `${string}${OddInName}${string}`
  ? `:${Name}: a parameter name is letters, digits and _, and the parameter is a whole segment`
  : Name extends ReservedName
    ? `:${Name} is reserved for the ${Name} schema: rename the parameter`
    : Name extends keyof Found
      ? `:${Name} stands twice in the path (prefix included)`
      : Convert extends 'path'
        ? Tail extends ''
          ? Found & { [Key in Name]: string }
          : `:${Name}<path> takes the rest of the path, so nothing can follow it`
        : Convert extends keyof BuiltInConverters
          ? Parsed<Tail, Own, Found & { [Key in Name]: BuiltInConverters[Convert] }>
          : Convert extends keyof Own
            ? Parsed<Tail, Own, Found & { [Key in Name]: Own[Convert] }>
            : Convert extends `${string}|${string}`
              ? ParsedWords<Name, Convert, Words<Convert>, Tail, Own, Found>
              : `:${Name}<${Convert}>: no converter is called '${Convert}'`

type ParsedWords<Name extends string, Convert extends string, Word, Tail extends string, Own, Found> = [
  Extract<Word, keyof BuiltInConverters | keyof Own>,
] extends [never]
  ? '' extends Word
    ? `:${Name}<${Convert}> has an empty alternative`
    : Convert extends `${string}${Odd}${string}`
      ? `:${Name}<${Convert}>: alternatives are literal words`
      : Parsed<Tail, Own, Found & { [Key in Name]: Word }>
  : `:${Name}<${Convert}>: alternatives are literal words, and '${Extract<Word, string & (keyof BuiltInConverters | keyof Own)>}' is a converter`

type Words<Convert extends string, Found = never> = Convert extends `${infer Word}|${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | Convert

type NotWhole<Text extends string> = `'${Text}': a parameter is a whole segment, :name or :name<converter>`
