// What a template refers to: the addresses in its attributes, each with the method that a browser asks with, and the calls
// of helpers. It knows neither routes nor files.

import { decodeReferences } from '../escape/references.js'
import { Place, type Source } from '../source.js'
import type { Call, Template } from '../syntax/tree.js'
import type { AttributeValue, ValueParts } from './attribute-value.js'
import { callsBelow } from './calls.js'
import { type Tag, tagsOf } from './tags.js'

/** A part of an address. */
export type AddressPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly call: Call }
  /** A value that only a rendering knows. */
  | { readonly kind: 'value' }
  /** Something that may be any number of segments, or none. */
  | { readonly kind: 'anything' }

/** An address in a template. */
export interface Address {
  readonly parts: readonly AddressPart[]
  /** What a browser may ask with, such as `GET`; any of them will do. */
  readonly methods: readonly string[]
  /** `<form action>`, for messages. */
  readonly label: string
  readonly place: Place
}

/** A call with its place. */
export interface PlacedCall {
  readonly call: Call
  readonly place: Place
}

/** What a template refers to. */
export interface TemplateLinks {
  readonly addresses: readonly Address[]
  readonly calls: readonly PlacedCall[]
}

/** Attributes whose value a browser asks for with GET. */
const GET_ATTRIBUTES: ReadonlySet<string> = new Set(
  [
    'a href|area href|link href|image href|use href|img src|script src|iframe src|frame src|embed src|source src',
    'track src|audio src|video src|video poster|input src|object data|form action|button formaction|input formaction',
  ].flatMap((names) => names.split('|')),
)

/** Attributes of htmx, on any element. */
const HTMX = /^(?:data-)?hx-(get|post|put|patch|delete)$/

/** Finds what a template refers to. */
export function linksOf(template: Template): TemplateLinks {
  const { source } = template
  const calls = callsBelow(template.nodes).map((call) => ({
    call,
    place: new Place(source, call.offset, Math.max(1, call.length)),
  }))
  return { addresses: addressesOf(tagsOf(template), source), calls }
}

/** The buttons of a form ask as the form does, unless they say otherwise. */
function addressesOf(tags: readonly Tag[], source: Source): readonly Address[] {
  let ofForm: readonly string[] = ALL
  return tags.flatMap((tag) => {
    if (tag.element === 'form') ofForm = methodsOf(tag, 'method', ['GET'])
    const ofButton = methodsOf(tag, 'formmethod', ofForm)
    return [...tag.attributes].flatMap(([name, value]) => {
      const methods = askedWith(tag.element, name, { ofForm, ofButton })
      return methods.length === 0 ? [] : waysOf(value, { methods, label: `<${tag.element} ${name}>` }, source)
    })
  })
}

const ALL = ['GET', 'POST']

/** The methods that an attribute is asked with; none if it is no address. */
function askedWith(
  element: string,
  attribute: string,
  { ofForm, ofButton }: Readonly<Record<'ofForm' | 'ofButton', readonly string[]>>,
): readonly string[] {
  const htmx = HTMX.exec(attribute)?.[1]
  if (htmx !== undefined) return [htmx.toUpperCase()]
  if (!GET_ATTRIBUTES.has(`${element} ${attribute}`)) return []
  if (attribute === 'action') return ofForm
  return attribute === 'formaction' ? ofButton : ['GET']
}

/** The methods that an attribute names. @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html */
function methodsOf({ attributes, conditional }: Tag, name: string, otherwise: readonly string[]): readonly string[] {
  const value = attributes.get(name)
  if (value === undefined) return otherwise
  const named = value.ways.map((parts) => {
    if (parts.some(({ kind }) => kind !== 'text')) return undefined
    const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
    return { post: 'POST', dialog: '' }[text.toLowerCase()] ?? 'GET'
  })
  if (named.includes(undefined)) return ALL
  const methods = named.filter((method) => method !== undefined && method !== '')
  return [...new Set([...methods, ...(conditional.has(name) ? otherwise : [])])] as readonly string[]
}

function waysOf(
  { ways }: AttributeValue,
  { methods, label }: Pick<Address, 'methods' | 'label'>,
  source: Source,
): readonly Address[] {
  return ways.flatMap((parts) => {
    const [first] = parts
    if (first === undefined) return []
    return [{ parts: parts.map(addressPart), methods, label, place: placeOf(parts, source) }]
  })
}

function addressPart(part: ValueParts[number]): AddressPart {
  if (part.kind === 'text') return { kind: 'text', text: decodeReferences(part.text) }
  if (part.kind === 'anything') return { kind: 'anything' }
  const { value } = part
  if (value.kind === 'call') return { kind: 'call', call: value }
  return value.kind === 'literal' ? { kind: 'text', text: String(value.value ?? '') } : { kind: 'value' }
}

/** From the first part to the end of the last that stands behind it. */
function placeOf(parts: ValueParts, source: Source): Place {
  const start = parts[0]?.offset ?? 0
  const ends = parts.map((part) =>
    part.kind === 'text' ? part.offset + part.text.length : part.offset + (part.kind === 'print' ? part.length : 1),
  )
  return new Place(source, start, Math.max(1, Math.max(...ends) - start))
}
