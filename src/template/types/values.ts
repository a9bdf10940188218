// The types that generated declarations are made of: what templates print, loop over and take as sections.
// Types only. They say of values what the engine does with them; tooling.ts gives them the app's globals.

import type { SafeHtml, TrustedUrl } from '../safe-html.js'

/** An object of a class that has a text: URL, decimal numbers, database ids. A plain object is none. */
interface Written {
  toString(): string
  toJSON(): string
}

/** What `{{name}}` prints. */
export type Printable = string | number | bigint | boolean | null | undefined | Date | SafeHtml | TrustedUrl | Written

/** What a template that asks first may be given instead of a value. */
export type Falsy = false | 0 | 0n | '' | null | undefined

/** A Map has keys and values: `{{#for key, value in …}}`. */
interface NotAMap {
  readonly get?: never
}

/** A list is no item, though it may lack the same names. */
interface NotAList {
  readonly [Symbol.iterator]?: never
}

/** What `{{#for item in …}}` goes through: arrays, Sets, iterables; nothing at all is an empty list. */
export type Items<Item> = readonly Item[] | (Iterable<Item> & object & NotAMap) | false | null | undefined

/** What `join`, `first` and `last` take: a text is a list of its characters, and false is none. */
export type List<Item> =
  | readonly Item[]
  | (Iterable<Item> & object)
  | (string extends Item ? string : never)
  | null
  | undefined

/** What `{{#for key, value in …}}` goes through: Maps and objects by their keys, lists and iterables by their indexes. */
export type Entries<Value, Key = unknown> =
  | readonly Value[]
  | ReadonlyMap<Key, Value>
  | (Iterable<Value> & object & NotAMap)
  | { readonly [key: string]: Value }
  | false
  | null
  | undefined

/**
 * What `{{#name}}…{{/name}}` takes: a list of items, one item, or something falsy. Where nothing is asked of the item,
 * anything truthy will do.
 */
export type SectionOf<Item, Globals> = Falsy | ItemOrItems<WithoutGlobals<Item, Globals>>

type ItemOrItems<Item> = Record<never, never> extends Item ? Items<AnyItem<Item>> | AnyItem<Item> : Items<Item> | Item

/** Anything truthy; of an object what names it has are checked. */
type AnyItem<Item> = (Item & object & NotAList) | ReadonlyMap<unknown, unknown> | Printable

/** Names that every template sees need not be given. Each type of a union is taken for itself, and an index signature stays. */
export type WithoutGlobals<Data, Globals> = Data extends object
  ? [keyof Data & Globals] extends [never]
    ? Data
    : Flat<
        { [Name in keyof Data as Name extends Globals ? never : Name]: Data[Name] } & {
          [Name in keyof Data as Name extends Globals ? Name : never]?: Data[Name]
        }
      >
  : Data

/** Data with at least one of the names that a section's items may lack. */
export type OutsideOf<Names, Data, Globals> = {
  [Given in Exclude<keyof Names, Globals>]: Flat<Data & Pick<Names, Given> & Partial<Names>>
}[Exclude<keyof Names, Globals>]

/** One object type, which compilers show with its names. */
type Flat<Data> = Data extends infer All ? { [Name in keyof All]: All[Name] } : never

/** Stands where the data would: the template contradicts itself. */
export interface TemplateProblem<Sentence> {
  readonly '~problem': Sentence
}

/** Whether a type is any, as one is that cannot be found. The brackets keep the compiler from giving up. */
type IsAny<Type> = [0] extends [1 & Type] ? true : false

/** The data, unless something contradicts it. */
export type Checked<Data, Contradiction extends never> = [Contradiction] extends [never]
  ? Data
  : TemplateProblem<Contradiction>

/**
 * Sentences if a declared type is not what the template needs; never if it is.
 * Names are those that are read of it, each with the beginning of a sentence about it.
 */
export type Unfit<Declared, Needed, Sentence, Names = Record<never, never>> =
  IsAny<Declared> extends true
    ? `${Sentence & string} (the type cannot be found, or is any)`
    : [Readable<Declared>] extends [Needed]
      ? never
      : [UnfitNames<Declared, Needed, Names>] extends [never]
        ? Sentence
        : UnfitNames<Declared, Needed, Names>

/** A Map has names that no type knows. */
type Readable<Declared> = Declared extends ReadonlyMap<string, infer Value> ? Readonly<Record<string, Value>> : Declared

/** What is wrong with the names that are read, if it is not the value that they are read of. */
type UnfitNames<Declared, Needed, Names> = [Extract<Declared, null | undefined>] extends [Needed]
  ? { [Path in keyof Names]: UnfitName<At<Declared, Path>, At<Needed, Path>, LastName<Path>, Names, Path> }[keyof Names]
  : never

type UnfitName<Declared, Needed, Name, Names, Path extends keyof Names> = Name extends keyof Needed
  ? Name extends keyof Declared
    ? [Declared[Name]] extends [Needed[Name]]
      ? never
      : `${About<Names, Path>} ${Misfit<Declared[Name], Needed[Name], Extract<keyof Names, `${Path & string}.${string}`>>}`
    : Record<never, never> extends Pick<Needed, Name>
      ? never
      : `${About<Names, Path>} has no such name`
  : never

/** A value of which names are read fits if it is there: they are looked at by themselves. */
type Misfit<Declared, Needed, NamesOfIt> = [NamesOfIt] extends [never]
  ? 'does not fit what is done with it'
  : [Extract<Declared, null | undefined>] extends [Needed]
    ? never
    : 'allows null or undefined: ask with {{#if}} first'

type About<Names, Path extends keyof Names> = `${Names[Path] & string}.${Path & string}: the declared type`

/** What is read of, at the end of a path: `author` for `author.name`. */
type At<Value, Path> = Path extends `${infer Head}.${infer Rest}`
  ? At<Member<Present<Value>, Head>, Rest>
  : Present<Value>

type LastName<Path> = Path extends `${string}.${infer Rest}` ? LastName<Rest> : Path

type Member<Value, Name> = Name extends keyof Value ? Value[Name] : never

type Present<Value> = Exclude<Value, Falsy>
