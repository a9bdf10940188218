// The fields of a session as JSON texts, so that a change is found wherever it was made, and only changed fields are written.
// What JSON would drop or turn into something else is refused by the name of its field.

/** The JSON text of each field. */
export type Texts = ReadonlyMap<string, string>

/** The new JSON text of each changed field; undefined for one that was deleted. */
export type Changes = ReadonlyMap<string, string | undefined>

const DEPTH = 64

/** The texts of fields; those that are undefined are left out. @throws TypeError naming the field that JSON cannot carry */
export function textsOf(data: Readonly<Record<string, unknown>>): Texts {
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) texts.set(name, textOf(name, value))
  }
  return texts
}

/** New values for texts, on an object without a prototype. */
export function dataOf(texts: Texts): Record<string, unknown> {
  const data: Record<string, unknown> = Object.create(null)
  for (const [name, text] of texts) data[name] = JSON.parse(text)
  return data
}

/** What has changed since fields had these texts. @throws TypeError naming the field that JSON cannot carry */
export function changesSince(before: Texts, data: Readonly<Record<string, unknown>>): Changes {
  const changes = new Map<string, string | undefined>()
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue
    const text = textOf(name, value)
    if (before.get(name) !== text) changes.set(name, text)
  }
  for (const name of before.keys()) if (data[name] === undefined) changes.set(name, undefined)
  return changes
}

/** Fields with changes on top; the given ones are left as they are. */
export function withChanges(data: Readonly<Record<string, unknown>>, changes: Changes): Record<string, unknown> {
  const changed: Record<string, unknown> = Object.assign(Object.create(null), data)
  for (const [name, text] of changes) {
    if (text === undefined) delete changed[name]
    else changed[name] = JSON.parse(text)
  }
  return changed
}

function textOf(name: string, value: unknown): string {
  if (!isScalar(value)) checkValue(value, `session.data.${name}`, 0)
  return JSON.stringify(value)
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (isScalar(value)) return
  if (depth > DEPTH) throw new TypeError(`${path.slice(0, 80)}… is nested too deeply, or in a circle, to be kept`)
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) checkValue(value[index], `${path}[${index}]`, depth + 1)
    return
  }
  if (!isPlain(value))
    throw new TypeError(`${path} is ${described(value)}, which JSON cannot carry: keep a text or a number`)
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== undefined) checkValue(inner, `${path}.${name}`, depth + 1)
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function described(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'number') return String(value)
  return `a ${typeof value === 'object' ? Object.prototype.toString.call(value).slice('[object '.length, -1) : typeof value}`
}
