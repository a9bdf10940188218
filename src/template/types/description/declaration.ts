// A template's own entry where it declares its properties: they are taken as declared, and what it does is judged by them.
// What the generator can see is a problem here; the rest becomes checks that the compiler decides.

import { TemplateError } from '../../error.js'
import { didYouMean } from '../../nearest.js'
import { Place, type Source } from '../../source.js'
import type { PropDeclaration, Template } from '../../syntax/tree.js'
import { generic, inline, type Property, quoted, type TypeNode, union, word } from '../text/type-text.js'
import { misfitOf } from '../uses/declared.js'
import { type LiteralValue, textOfLiteral } from '../uses/literal.js'
import type { DeclaredUse, Need } from '../uses/need.js'
import { declarationProblems, rewriteImports } from './declared-type.js'
import type { Describer } from './describe.js'
import type { Member, Shape } from './shape.js'
import { demandOf, viewOf } from './view.js'

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
    ...props.flatMap((prop) => typeChecks(prop, { source, shape, describer, folder })),
  ]
  return { checks, problems: [...declarationProblems(source, props), ...missingProblems(props, shape)] }
}

/** What an included template can do without need not be declared. */
function isNeededBy(source: Source, { uses, asked }: Need): boolean {
  return uses.has(source) || asked.get(source)?.optional === false
}

/** Only the compiler knows whether a name is one of the app's globals. */
function undeclaredCheck(member: Member, source: Source, declared: readonly string[]): TypeNode {
  const sentence = `${undeclaredSentence(member, source)}${didYouMean(member.name, declared)}`
  return generic('Undeclared', word(quoted(member.name)), word(quoted(sentence)))
}

/** What the template reads itself it must declare; what only an included one asks for could be given there. */
function undeclaredSentence({ name, needs }: Member, source: Source): string {
  const [place] = needs.flatMap(({ uses }) => uses.get(source) ?? [])
  const [asked] = needs.flatMap(({ asked }) => asked.get(source) ?? [])
  if (place !== undefined || asked === undefined) {
    return `${place === undefined ? source.name : at(place)}: @props declares no ${name}`
  }
  const ways = asked.takesArguments ? 'give it as an argument, or declare it' : 'declare it'
  return `${at(asked.place)}: ${asked.by} needs ${name}: ${ways}`
}

/** A type that says `any` is not judged. */
function typeChecks(prop: PropDeclaration, setting: TypeCheck): readonly TypeNode[] {
  const member = setting.shape.members.find((each) => each.name === prop.name)
  if (member === undefined || /\bany\b/.test(prop.type)) return []
  const needs = member.isOwn ? member.needs : member.given
  return [...passingChecks(prop, needs, setting), ...useChecks(prop, needs, setting)]
}

/** Checks of what is passed on to templates that declare it too. */
function passingChecks({ name, type }: PropDeclaration, needs: readonly Need[], { describer, folder }: TypeCheck) {
  return describer
    .declared(needs)
    .filter(({ use }) => use.type !== type)
    .map(({ use, type: needed }) => {
      const says = `${at(use.place)}: ${use.by} takes ${use.name}: ${use.type}, but ${name} is declared as ${type}`
      return generic('Unfit', word(rewriteImports(type, folder)), needed, word(quoted(says)))
    })
}

/** The checks of what the template does itself. Where names are read, each is looked for, and said with its place. */
function useChecks(prop: PropDeclaration, needs: readonly Need[], { source, describer, folder }: TypeCheck) {
  const { name, type, offset, length } = prop
  const needed = describer.used(needs)
  const parts = needed?.kind === 'intersection' ? needed.parts : needed === undefined ? [] : [needed]
  const declared = `${at(new Place(source, offset, length))}: ${name} is declared as ${type}`
  const unfit = (part: TypeNode, need: string, ...more: TypeNode[]): TypeNode =>
    generic(
      'Unfit',
      word(rewriteImports(type, folder)),
      part,
      word(quoted(`${declared}, but the template ${need}`)),
      ...more,
    )
  return parts
    .filter((part) => !isPlainlyFit(type, part))
    .map((part) => {
      if (!isObject(part)) return unfit(part, `needs ${inline(part)}`)
      const names = namesRead(needs, name, source)
      return unfit(part, 'reads names of it', { kind: 'object', properties: names, open: false })
    })
}

/** Whether a type is that of an object, or of nothing. */
function isObject(node: TypeNode): boolean {
  if (node.kind !== 'union') return node.kind === 'object' && !node.open
  const others = node.parts.filter(({ kind }) => kind !== 'word')
  return others.length > 0 && others.every(isObject)
}

/** How far names of names are followed. */
const NAMES_DEPTH = 4

/** The names that are read of a value, as `author.name`, each with the place and the value: `a.html:2:3: post`. */
function namesRead(needs: readonly Need[], name: string, source: Source, before = '', depth = 0): readonly Property[] {
  if (depth === NAMES_DEPTH) return []
  return [...viewOf(needs).members].flatMap(([key, members]) => {
    const uses = members.flatMap((need) => need.uses.get(source) ?? [...need.uses.values()])
    const [place] = uses
    const path = `${before}${key}`
    const more = namesRead(members, name, source, `${path}.`, depth + 1)
    if (place === undefined || key.includes('.')) return more
    return [{ name: path, optional: false, type: word(quoted(`${at(place)}: ${name}`)) }, ...more]
  })
}

/** The check of a literal argument. */
export function literalCheck(value: LiteralValue, use: DeclaredUse, folder: string): TypeNode {
  const declared = word(rewriteImports(use.type, folder))
  return generic(
    'Unfit',
    word(textOfLiteral(value)),
    declared,
    word(quoted(`${at(use.place)}: ${misfitOf(value, use)}`)),
  )
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
function at({ source: { name }, line, column }: Place): string {
  return `${name}:${line}:${column}`
}
