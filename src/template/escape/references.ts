// Decodes the character references that matter to the machines of attribute values: in HTML, `&#58;` in an attribute is a colon.
// Only static text comes here, so that a handful of names is enough.

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['colon', ':'],
  ['sol', '/'],
  ['bsol', '\\'],
  ['num', '#'],
  ['quest', '?'],
  ['lpar', '('],
  ['rpar', ')'],
  ['grave', '`'],
  ['tab', '\t'],
  ['newline', '\n'],
])

/** Replaces numeric references and the common named ones. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,7}));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(String(name).toLowerCase()) ?? whole
    return character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

/** The end of a text, if it may be the beginning of a character reference: `&#5`, `&am`. */
export function halfReference(text: string): string {
  return /&(?:#(?:x[0-9a-f]{0,6}|\d{0,7})|[a-z]{0,8})$/i.exec(text)?.[0] ?? ''
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
