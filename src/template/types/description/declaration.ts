// A template's own entry where it declares its properties: they are taken as declared, and what it does is judged by them.
// What the generator can see is a problem here; the rest becomes checks that the compiler decides.

import { TemplateError } from '../../error.js'
import { didYouMean } from '../../nearest.js'
import { Place, type Source } from '../../source.js'
import type { PropDeclaration, Template } from '../../syntax/tree.js'
import { generic, inline, type Property, quoted, type TypeNode, union, word } from '../text/type-text.js'
import type { Need } from '../uses/need.js'
import { declarationProblems, rewriteImports } from './declared-type.js'
import type { Describer } from './describe.js'
import type { Member, Shape } from './shape.js'
import { demandOf } from './view.js'

/** How the declared types are written. */
interface Writing {
  /** The path from the generated file's folder to the templates folder. */
  readonly folder: string
  /** Whether all that is declared is asked for, or only what is used. */
  readonly isWhole: boolean
}

/**
 * Makes the properties of a declaring template's data: the declared ones, and what layouts and partials need besides.
 *
 * @returns undefined if the template declares nothing
 */
export function settledBy({ props, source }: Template, shape: Shape, writing: Writing) {
  if (props === undefined) return undefined
  const used = new Map(shape.members.map((member) => [member.name, member]))
  const declared = new Set(props.map(({ name }) => name))
  return (inferred: readonly Property[]): readonly Property[] => {
    const others = inferred.filter(({ name }) => !declared.has(name) && isUsedElsewhere(used.get(name), source))
    const own = props.filter(({ name }) => writing.isWhole || used.has(name)).map((prop) => propertyOf(prop, writing))
    return [...others, ...own].sort((a, b) => (a.name < b.name ? -1 : 1))
  }
}

function isUsedElsewhere(member: Member | undefined, source: Source): boolean {
  if (member === undefined || !member.isOwn) return false
  return member.needs.some(({ uses, asked }) => [...uses.keys(), ...asked.keys()].some((user) => user !== source))
}

function propertyOf({ name, optional, type }: PropDeclaration, { folder }: Writing): Property {
  const declared = word(rewriteImports(type, folder))
  return { name, optional, type: optional ? union([declared, word('undefined')]) : declared }
}

/** What contradicts a declaration. */
export interface Judged {
  /** What the compiler decides: sentences, or never. */
  readonly checks: readonly TypeNode[]
  /** What is sure. */
  readonly problems: readonly TemplateError[]
}

/** What judging a template by its declaration needs. */
interface Judgement {
  readonly shape: Shape
  readonly globals: ReadonlySet<string>
  readonly describer: Describer
  readonly folder: string
}

/** Judges a template by its own declaration; there is nothing to say if it has none. */
export function judge({ props, source }: Template, { shape, globals, describer, folder }: Judgement): Judged {
  if (props === undefined) return { checks: [], problems: [] }
  const declared = new Set(props.map(({ name }) => name))
  const undeclared = shape.members.filter(({ name, isOwn, needs }) => {
    return !declared.has(name) && !globals.has(name) && isOwn && needs.some((need) => isNeededBy(source, need))
  })
  const checks = [
    ...undeclared.map((member) => undeclaredCheck(member, source, [...declared])),
    ...props.flatMap((prop) => typeCheck(prop, { source, shape, describer, folder })),
  ]
  return { checks, problems: [...declarationProblems(source, props), ...missingProblems(props, shape)] }
}

/** What an included template can do without need not be declared. */
function isNeededBy(source: Source, { uses, asked }: Need): boolean {
  return uses.has(source) || asked.get(source)?.optional === false
}

/** Only the compiler knows whether a name is one of the app's globals. */
function undeclaredCheck({ name, needs }: Member, source: Source, declared: readonly string[]): TypeNode {
  const [place] = needs.flatMap(({ uses }) => uses.get(source) ?? [])
  const [asked] = needs.flatMap(({ asked }) => asked.get(source) ?? [])
  const sentence =
    place === undefined && asked !== undefined
      ? `${at(source, asked.place)}: ${asked.by} needs ${name}: give it as an argument, or declare it`
      : `${at(source, place)}: @props declares no ${name}`
  return generic('Undeclared', word(quoted(name)), word(quoted(`${sentence}${didYouMean(name, declared)}`)))
}

/** A type that says `any` is not judged. */
function typeCheck(prop: PropDeclaration, { source, shape, describer, folder }: TypeCheck): readonly TypeNode[] {
  const { name, type, offset, length } = prop
  const member = shape.members.find((each) => each.name === name)
  const needed = member === undefined ? undefined : describer.value(member.isOwn ? member.needs : member.given)
  if (needed === undefined || /\bany\b/.test(type) || isPlainlyFit(type, needed)) return []
  const place = new Place(source, offset, length)
  const sentence = `${at(source, place)}: ${name} is declared as ${type}, but the template needs ${inline(needed)}`
  return [generic('Unfit', word(rewriteImports(type, folder)), needed, word(quoted(sentence)))]
}

/** What every reader sees to be printable need not be said to the compiler. */
function isPlainlyFit(type: string, needed: TypeNode): boolean {
  return inline(needed) === 'Printable' && /^(?:string|number|boolean|bigint|Date)$/.test(type)
}

interface TypeCheck {
  readonly source: Source
  readonly shape: Shape
  readonly describer: Describer
  readonly folder: string
}

/** A property that may be missing must be asked for before it is used. */
function missingProblems(props: readonly PropDeclaration[], { members }: Shape): readonly TemplateError[] {
  return props.flatMap(({ name, optional }) => {
    const place = optional ? demandOf(members.find((member) => member.name === name)?.needs ?? []) : undefined
    if (place === undefined) return []
    const message = `@props declares that "${name}" may be missing: ask with {{#if ${name}}} first, or give a default`
    return [new TemplateError(message, place)]
  })
}

/** The place as the generated file shows it: the same on every machine. */
function at({ name }: Source, place: Place | undefined): string {
  return place === undefined ? name : `${name}:${place.line}:${place.column}`
}
