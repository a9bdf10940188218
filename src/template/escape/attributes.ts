// The attribute table: what the value of an attribute means, by the names of element and attribute.
// Names come lower-case. What is not in the table is text.

import { START_SCRIPT } from './script-state.js'
import { START_SRCSET } from './srcset.js'
import { START_STYLE } from './style.js'
import { startUrl } from './url-position.js'
import type { ValueState } from './value.js'

/** Attributes that client libraries run as code: htmx events, Alpine, Vue, Angular, hyperscript. */
const LIBRARY_CODE = /^(?:(?:data-)?hx-on|(?:data-)?hx-(?:vars|trigger|request)$|x-|@|:|v-|(?:data-)?ng-|\[|\(|\*|_$)/

/** Attributes of htmx that take JSON and would run anything else. */
const LIBRARY_JSON = /^(?:data-)?hx-(?:vals|headers)$/

/** Attributes of htmx whose answer becomes part of the page. */
const LIBRARY_URL = /^(?:data-)?hx-(?:get|post|put|patch|delete)$/

const URL_ATTRIBUTES: ReadonlySet<string> = new Set(
  [
    'href action formaction cite background ping manifest poster src xlink:href longdesc profile lowsrc dynsrc',
    'attributionsrc',
  ].flatMap((names) => names.split(' ')),
)

/** Where a URL names what becomes part of the page or changes what its other URLs mean. */
const CODE_URLS: ReadonlySet<string> = new Set([
  'script src',
  'script href',
  'script xlink:href',
  'base href',
  'link href',
  'iframe src',
  'frame src',
  'embed src',
  'object data',
  'object codebase',
  'object classid',
  'applet codebase',
  'use href',
  'use xlink:href',
])

const ANIMATIONS: ReadonlySet<string> = new Set(['animate', 'set', 'animatetransform', 'animatemotion', 'animatecolor'])
const ANIMATED: ReadonlySet<string> = new Set(['values', 'to', 'from', 'by', 'attributename'])

/** How the value of an attribute begins. */
export function startValue(element: string, attribute: string): ValueState {
  if (LIBRARY_CODE.test(attribute)) {
    return refused(
      `"${attribute}" is code of a client library: put the value into a data-* attribute and read it there`,
    )
  }
  if (attribute.startsWith('on') || LIBRARY_JSON.test(attribute)) return START_SCRIPT
  if (attribute === 'style') return START_STYLE
  if (attribute === 'srcdoc') return { kind: 'document', markup: false }
  if (attribute === 'srcset' || attribute === 'imagesrcset') return START_SRCSET
  if (ANIMATIONS.has(element) && ANIMATED.has(attribute)) {
    return refused(`"${attribute}" of <${element}> can animate a URL into code: it must be literal`)
  }
  if (attribute === 'http-equiv') return { kind: 'directive', text: '' }
  if (CODE_URLS.has(`${element} ${attribute}`) || LIBRARY_URL.test(attribute)) return startUrl(true)
  return URL_ATTRIBUTES.has(attribute) ? startUrl(false) : { kind: 'text' }
}

function refused(why: string): ValueState {
  return { kind: 'refused', why }
}
