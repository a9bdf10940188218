// Which decoded path segments may name a served file, on every system alike: nothing that means more to some
// file system than a plain name does. It knows no disk.

const WELL_KNOWN = '.well-known'
const INDEX = 'index.html'

/** Names that stand for devices on Windows, whatever follows their first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|$)/i

/**
 * The names below a folder that a path asks for; a final empty segment asks for the index of a directory.
 *
 * @param segments decoded segments below the folder
 * @returns undefined if one of them can name no served file
 */
export function namesOf(segments: readonly string[]): readonly string[] | undefined {
  const names = segments.at(-1) === '' ? [...segments.slice(0, -1), INDEX] : segments
  return names.every(isServable) ? names : undefined
}

/**
 * Whether a decoded segment can name a served file: neither empty nor hidden (`.well-known` may stand at the top),
 * without separators, NUL and colons (drives, streams), no Windows device, no end that Windows drops.
 */
export function isServable(name: string, depth: number): boolean {
  if (name === '') return false
  if (name.startsWith('.') && !(depth === 0 && name === WELL_KNOWN)) return false
  return !/[/\\:\0]|[. ]$/.test(name) && !DEVICE.test(name)
}
