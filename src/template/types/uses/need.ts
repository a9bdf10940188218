// How templates use a value: what its type must offer. Filled while a template is walked, read when its type is described.
// A section's body is one of the uses of its value: the names in it may come from the item or from outside.

import { Place, type Source } from '../../source.js'
import type { Span } from '../../syntax/tree.js'
import { type Atoms, meet } from './atoms.js'

/** The uses of one value. */
export class Need {
  /** Where its absence would be a mistake; undefined if the templates only ask whether it is there. */
  demandedAt: Place | undefined
  /** Whether something reads names of it without having asked whether it is there. */
  strict = false
  /** Whether something takes nothing and certain values, without having asked whether it is true. */
  choosy = false
  /** What it may be where it is no structure. */
  atoms: Atoms | undefined
  /** The first use in each source. */
  readonly uses = new Map<Source, Place>()
  /** The first template in each source that is included there, declares it, and is given no argument for it. */
  readonly asked = new Map<Source, Asked>()
  readonly members = new Map<string, Need>()
  /** An item of it, if it is used as a list. */
  element: Need | undefined
  /** Whether a loop goes through it, for which a string is no list. */
  loops = false
  /** Whether a filter takes it for a list, for which false is none, without having asked whether it is true. */
  lists = false
  /** A key and a value of it, if a loop goes through both. */
  entry: { readonly key: Need; readonly value: Need } | undefined
  /** The sections over it. */
  readonly bodies: Body[] = []
  /** The types that included templates declare for it. */
  readonly declared = new Map<string, DeclaredUse>()
  /** The same name further out, if something has asked there whether it is there. */
  readonly guards = new Set<Need>()
  /** Whether items must have it themselves: a partial that includes itself and finds it outside would never end. */
  inItem = false
  /** Other values whose uses are its uses too: the parameters of a partial that includes itself. */
  readonly links: Link[] = []
  /** The partial that includes itself, and does with this value what it does with another. */
  origin: string | undefined
  #lenient: Need | undefined

  member(name: string): Need {
    const known = this.members.get(name)
    if (known !== undefined) return known
    const made = new Need()
    this.members.set(name, made)
    return made
  }

  elementOf(): Need {
    this.element ??= new Need()
    return this.element
  }

  entryOf(): { readonly key: Need; readonly value: Need } {
    this.entry ??= { key: new Need(), value: new Need() }
    return this.entry
  }

  /** A value of which the same names may be read, and none must be there. */
  lenient(): Need {
    if (this.#lenient !== undefined) return this.#lenient
    this.#lenient = new Need()
    for (const [name, need] of this.members) this.#lenient.member(name).links.push({ to: need, guarded: true })
    return this.#lenient
  }

  declareAs(use: DeclaredUse): void {
    const key = `${use.type}${use.optional ? '?' : ''}`
    if (!this.declared.has(key)) this.declared.set(key, use)
  }

  restrict(atoms: Atoms): void {
    this.atoms = meet(this.atoms, atoms)
  }

  usedAt(source: Source, { offset, length }: Span): Place {
    const place = new Place(source, offset, length)
    if (!this.uses.has(source)) this.uses.set(source, place)
    return place
  }

  /** Takes note of a template that asks for it; the first one that cannot do without counts. */
  askedAt(source: Source, asked: Asked): void {
    const known = this.asked.get(source)
    if (known === undefined || (known.optional && !asked.optional)) this.asked.set(source, asked)
  }
}

/** A type that an included template declares for a value. */
export interface DeclaredUse {
  /** As it is written. */
  readonly type: string
  /** Whether undefined will do too. */
  readonly optional: boolean
  /** The property, as the template names it. */
  readonly name: string
  /** The name of the template. */
  readonly by: string
  /** The tag that includes it, or the argument. */
  readonly place: Place
}

/** Where a template is included that declares a value, which it may find in the data. */
interface Asked {
  readonly place: Place
  /** The name of that template. */
  readonly by: string
  /** Whether it can do without. */
  readonly optional: boolean
  /** Whether an argument could give it: a layout takes none. */
  readonly takesArguments: boolean
}

/** The uses of one value that are uses of another. */
export interface Link {
  readonly to: Need
  /** Whether they come behind a question whether the value is there. */
  readonly guarded: boolean
}

/** The head of a section's own name, which inside means what it means outside. */
interface OwnName {
  readonly name: string
  readonly needs: readonly Need[]
  /** What is known where the section begins. */
  readonly facts: ReadonlySet<Need>
}

/** The names in a section's body, or in a whole template. */
export class Body {
  /** What `{{.}}` means. */
  readonly item = new Need()
  readonly names = new Map<string, Need>()
  /** The sections inside, not counting those inside of them. */
  readonly children: Body[] = []
  /** For names that a loop or an argument binds: how many bodies lie between this one and there. */
  readonly reach = new Map<string, number>()
  /** Whether names may be used that nobody knows: a dynamic partial is inside. */
  open = false

  /** @param values the section's value; none for what is no value of the data */
  constructor(
    readonly values: readonly Need[],
    readonly own?: OwnName,
  ) {}

  name(name: string): Need {
    const known = this.names.get(name)
    if (known !== undefined) return known
    const made = new Need()
    this.names.set(name, made)
    return made
  }
}
