// The templates folder on disk: whether it is there, which files count as templates, and their text.
// The engine's only way to node:fs. Links and names that lead outside are left out, with a warning.

import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The whole path of a folder, or undefined if there is none. Relative ones start at the working directory. */
export function existingFolder(dir: string | URL): string | undefined {
  const path = resolve(dir instanceof URL ? fileURLToPath(dir) : dir)
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : undefined
}

/** A file that is a template. */
export interface TemplateFile {
  /** Its path below the folder, with slashes: `users/show.html`. */
  readonly name: string
  readonly path: string
  /** Changes when the file does. */
  readonly stamp: string
}

/**
 * Lists the templates of a folder and of those below it, sorted. Names that begin with a dot are left out in silence.
 *
 * @param warn is told of what else is left out
 * @throws Error if the folder cannot be read
 */
export function listTemplates(dir: string, warn: (message: string) => void): readonly TemplateFile[] {
  const root = realpathSync(dir)
  const found: TemplateFile[] = []
  listInto(found, { path: dir, real: root, name: '', ancestors: [root] }, root, warn)
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Reads a template, without a byte order mark. Undefined if it is no text, or is gone. */
export function readTemplate(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    if (text.includes('\0')) return undefined
    return text.startsWith('\ufeff') ? text.slice(1) : text
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The path that errors show: from the working directory where it is below it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short.split(sep).join('/')
}

/** A folder that is being listed; its real ancestors tell a link that leads back. */
interface Listed {
  readonly path: string
  readonly real: string
  readonly name: string
  readonly ancestors: readonly string[]
}

function listInto(found: TemplateFile[], folder: Listed, root: string, warn: (message: string) => void): void {
  for (const entry of readdirSync(folder.path, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder.path, entry.name)
    const name = folder.name + entry.name
    const real = realPathOf(entry, path, folder.real)
    const reason = whyNot(entry.name, real, root)
    const stats = reason === undefined && real !== undefined ? lstatSync(real, { throwIfNoEntry: false }) : undefined
    if (reason !== undefined) warn(`${shownPath(path)} is left out: ${reason}`)
    else if (stats?.isFile()) found.push({ name, path, stamp: `${stats.mtimeMs} ${stats.size}` })
    else if (stats?.isDirectory() && real !== undefined && !folder.ancestors.includes(real)) {
      listInto(found, { path, real, name: `${name}/`, ancestors: [...folder.ancestors, real] }, root, warn)
    }
  }
}

function realPathOf(entry: Dirent, path: string, realFolder: string): string | undefined {
  if (!entry.isSymbolicLink()) return join(realFolder, entry.name)
  try {
    return realpathSync(path)
  } catch {
    return undefined // a link to nothing
  }
}

function whyNot(name: string, real: string | undefined, root: string): string | undefined {
  if (!/^[\w.-]+$/.test(name)) return 'a name has letters, digits and . _ - only'
  if (real === undefined) return 'it links to nothing'
  return real.startsWith(root + sep) || real === root ? undefined : 'it leads outside the folder'
}
