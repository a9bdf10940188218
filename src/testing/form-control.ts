// The controls of a form with their state: what HTML gives them at first, and what a test fills in.
// @see https://html.spec.whatwg.org/multipage/forms.html , input.html

import { collapsed, nameOf, textOf } from './element-text.js'
import { childElements, closest, descendants, documentOf, type HtmlElement, lineage } from './html-tree.js'
import { initialText } from './input-value.js'

interface Common {
  readonly name: string
  readonly isDisabled: boolean
}

/** A control that holds a text: most types of `<input>`, and `<textarea>`. */
export interface TextControl extends Common {
  readonly kind: 'text'
  /** The type of an `<input>`, or `textarea`. */
  readonly type: string
  readonly isReadOnly: boolean
  value: string
}

/** A checkbox or a radio button. */
export interface CheckControl extends Common {
  readonly kind: 'checkbox' | 'radio'
  readonly value: string
  isChecked: boolean
}

/** An option of a select. */
interface SelectOption {
  readonly value: string
  readonly label: string
  readonly isDisabled: boolean
  isSelected: boolean
}

/** A select. */
export interface SelectControl extends Common {
  readonly kind: 'select'
  readonly isMultiple: boolean
  readonly options: readonly SelectOption[]
}

/** A choice of files. */
export interface FileControl extends Common {
  readonly kind: 'file'
  readonly isMultiple: boolean
  files: readonly File[]
}

/** A button that submits. */
export interface ButtonControl extends Common {
  readonly kind: 'button'
  readonly label: string
  readonly value: string
  readonly isImage: boolean
  readonly element: HtmlElement
}

/** What a form can send. */
export type Control = TextControl | CheckControl | SelectControl | FileControl | ButtonControl

/**
 * The controls of a form in the order of the document, those that name it by `form="…"` included. Of the radio buttons
 * of a group the last that is checked stays so.
 */
export function controlsOf(form: HtmlElement): readonly Control[] {
  const owned = descendants(documentOf(form)).filter((element) => ownerOf(element) === form)
  const controls = owned.flatMap((element) => controlOf(element) ?? [])
  const checked = controls.filter((control) => control.kind === 'radio' && control.isChecked) as CheckControl[]
  for (const radio of checked) radio.isChecked = radio === checked.findLast(({ name }) => name === radio.name)
  return controls
}

/** The form that a control belongs to. */
function ownerOf(element: HtmlElement): HtmlElement | undefined {
  const id = element.attributes.get('form')
  if (id === undefined) return closest(element.parent, 'form')
  const named = descendants(documentOf(element)).find(({ attributes }) => attributes.get('id') === id)
  return named?.tag === 'form' ? named : undefined
}

function controlOf(element: HtmlElement): Control | undefined {
  if (closest(element, 'datalist')) return undefined
  const common = { name: element.attributes.get('name') ?? '', isDisabled: isDisabled(element) }
  if (element.tag === 'input') return inputControl(element, common)
  if (element.tag === 'select') return selectControl(element, common)
  if (element.tag === 'textarea') {
    const value = rawText(element).replace(/\r\n?/g, '\n')
    return { ...common, kind: 'text', type: 'textarea', isReadOnly: element.attributes.has('readonly'), value }
  }
  const isSubmit = element.tag === 'button' && !['reset', 'button'].includes(typeOf(element))
  return isSubmit ? buttonControl(element, common, textOf(element)) : undefined
}

function inputControl(element: HtmlElement, common: Common): Control | undefined {
  const { attributes } = element
  const type = typeOf(element) || 'text'
  if (type === 'reset' || type === 'button') return undefined
  if (type === 'submit') return buttonControl(element, common, attributes.get('value') ?? 'Submit')
  if (type === 'image') return buttonControl(element, common, attributes.get('alt') ?? 'Submit')
  if (type === 'file') return { ...common, kind: 'file', isMultiple: attributes.has('multiple'), files: [] }
  if (type === 'checkbox' || type === 'radio')
    return { ...common, kind: type, value: attributes.get('value') ?? 'on', isChecked: attributes.has('checked') }
  const value = initialText(element, type)
  return { ...common, kind: 'text', type, isReadOnly: attributes.has('readonly'), value }
}

function buttonControl(element: HtmlElement, common: Common, text: string): ButtonControl {
  const { attributes } = element
  const label = nameOf(element) || collapsed(text)
  const isImage = element.tag === 'input' && typeOf(element) === 'image'
  return { ...common, kind: 'button', label, value: attributes.get('value') ?? '', isImage, element }
}

function selectControl(element: HtmlElement, common: Common): SelectControl {
  const { attributes } = element
  const isMultiple = attributes.has('multiple')
  const options = descendants(element)
    .filter(({ tag }) => tag === 'option')
    .map(optionOf)
  if (isMultiple) return { ...common, kind: 'select', isMultiple, options }
  const isList = Number(attributes.get('size') ?? 1) > 1
  const chosen = options.findLast(({ isSelected }) => isSelected)
  const shown = chosen ?? (isList ? undefined : options.find((option) => !option.isDisabled))
  for (const option of options) option.isSelected = option === shown
  return { ...common, kind: 'select', isMultiple, options }
}

function optionOf(element: HtmlElement): SelectOption {
  const { attributes, parent } = element
  const label = textOf(element)
  const isOff = attributes.has('disabled') || (parent?.tag === 'optgroup' && parent.attributes.has('disabled'))
  return { value: attributes.get('value') ?? label, label, isDisabled: isOff, isSelected: attributes.has('selected') }
}

/** Whether a control or a fieldset around it is disabled; the first legend of a fieldset is not. */
function isDisabled(element: HtmlElement): boolean {
  if (element.attributes.has('disabled')) return true
  const around = lineage(element)
  return around.some((fieldset) => {
    if (fieldset.tag !== 'fieldset' || !fieldset.attributes.has('disabled')) return false
    const legend = childElements(fieldset).find(({ tag }) => tag === 'legend')
    return legend === undefined || !around.includes(legend)
  })
}

function typeOf({ attributes }: HtmlElement): string {
  return (attributes.get('type') ?? '').toLowerCase()
}

function rawText({ children }: HtmlElement): string {
  return children.filter((child) => typeof child === 'string').join('')
}
