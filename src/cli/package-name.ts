// Names of packages: what npm takes, and what is made of the name of a folder.
// @see https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name

const LONGEST = 214

/** A name, or its scope. */
const PART = /^[a-z0-9][a-z0-9._-]*$/

/** Names that npm keeps for itself, and our own: a package cannot depend on its own name. */
const TAKEN: ReadonlySet<string> = new Set(['node_modules', 'favicon.ico', 'miniweb'])

/** What is wrong with the name of a package, as a sentence; undefined if it can be used. */
export function nameProblem(name: string): string | undefined {
  const refused = `"${name}" cannot be the name of a package`
  if (name.length > LONGEST) return `the name of a package has at most ${LONGEST} characters, not ${name.length}`
  if (TAKEN.has(name)) return `${refused}: it is taken`
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name]
  const wanted = name.startsWith('@') ? 2 : 1
  if (parts.length === wanted && parts.every((part) => PART.test(part))) return undefined
  const nearest = nameFrom(name)
  const hint = nearest === undefined ? '' : `, such as "${nearest}"`
  return `${refused}: it has small letters, digits and - . _ and begins with a letter or digit${hint}`
}

/** The nearest name that a package can have: "My App" gives "my-app". Undefined if nothing is left. */
export function nameFrom(folder: string): string | undefined {
  const plain = folder.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const name = wordsIn(plain).join('-').slice(0, LONGEST)
  return name === '' || nameProblem(name) !== undefined ? undefined : name
}

/** A name as people read it: "@shop/my-app" gives "My app". */
export function titleOf(name: string): string {
  const words = wordsIn(unscoped(name)).join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A name without its scope. */
export function unscoped(name: string): string {
  return name.slice(name.indexOf('/') + 1)
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[a-z0-9]+/g) ?? []
}
