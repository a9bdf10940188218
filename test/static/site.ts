// The folder that the static tests serve, with everything around and inside it that must never be served.

import { chmodSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECRET } from '../support/invariants.js'
import { writeFiles } from '../support/site.js'

/** A folder to serve, and the way to remove it with all that lies around it. */
export interface Site {
  /** The folder to serve. */
  readonly root: string
  /** The folder it lies in. */
  readonly around: string
  remove(): void
}

/** The bytes of `big.bin`, 3 MiB, more than is kept in memory: each place differs from its neighbours. */
export const BIG = Buffer.from(Uint32Array.from({ length: 3 * 2 ** 18 }, (_, index) => index * 2_654_435_761).buffer)

/** The files that are there to be served. */
const SERVED: Readonly<Record<string, string | Uint8Array>> = {
  'name.txt': 'tobi',
  'nums.txt': '123456789',
  'empty.txt': '',
  'index.html': '<p>home</p>',
  'users/index.html': '<p>users</p>',
  'users/tobi.txt': 'ferret',
  'pets/names.txt': 'tobi, loki',
  'some thing.txt': 'spaced',
  'f\u00fcnke.txt': 'sparks',
  '100%.txt': 'all of it',
  'a%2Fb.txt': 'a name with an escape in it',
  'a#b.txt': 'a hash',
  'a?b.txt': 'a question',
  'snow \u2603/index.html': '<p>snow</p>',
  'do..ts.txt': 'dots',
  no_ext: 'no ending',
  js: 'a name that is an ending',
  'x.zzz': 'an unknown ending',
  'page.html': '<p>page</p>',
  'style.css': 'p { color: red }',
  'photo.jpg': 'not really',
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'module.wasm': 'not really',
  'list.json': '[]',
  'module.mjs': 'export {}',
  'data.js': 'let plain = 1',
  'data.js.br': 'brotli bytes',
  'data.js.zst': 'zstandard bytes',
  'data.js.gz': 'gzip bytes',
  'gz-only.css': 'p { color: blue }',
  'gz-only.css.gz': 'gzip css',
  'only.js.br': 'brotli without a file',
  'packed/index.html': '<p>packed</p>',
  'packed/index.html.br': 'brotli page',
  '.well-known/security.txt': 'Contact: mailto:tobi@test.example',
  'other.html': '<p>other</p>',
  'todo.txt': 'todo',
}

/** The files that must never be served, relative to the folder. */
const NEVER: readonly string[] = [
  '../secret.txt',
  '../www-private/x.txt',
  '.env',
  '.git/config',
  'a/.hidden',
  'a/.well-known/x',
  '.well-known/.hidden',
  'admin/secret.html',
  'aux.js',
  'nul',
  'C:/x.txt',
  'stream.txt:hidden',
  'back\\slash.txt',
  'ends-with-dot.',
]

const LINKS: Readonly<Record<string, string>> = {
  'inside.txt': 'name.txt',
  'inside-dir': 'users',
  link: '/etc/passwd',
  'out.txt': '../secret.txt',
  private: '../www-private',
  'chain.txt': 'chain-2.txt',
  'chain-2.txt': 'out.txt',
  'chain-in.txt': 'inside.txt',
  'env.txt': '.env',
  'git-config': '.git',
  loop: 'loop',
  nowhere: 'missing.txt',
  'leak.css.br': '../secret.txt',
  'root-link': '.',
}

/** Makes the folder. */
export function makeSite(): Site {
  const around = realpathSync(mkdtempSync(join(tmpdir(), 'miniweb-static-')))
  const root = join(around, 'www')
  writeFiles(root, SERVED)
  writeFiles(root, { 'big.bin': BIG, 'leak.css': 'p { color: green }' })
  writeFiles(root, Object.fromEntries(NEVER.map((name) => [name, SECRET])))
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(root, name))
  utimesSync(join(root, 'nums.txt'), new Date('2020-02-02T02:02:02.500Z'), new Date('2020-02-02T02:02:02.500Z'))
  chmodSync(around, 0o755)
  return { root, around, remove: () => rmSync(around, { recursive: true, force: true }) }
}

/** Last-Modified of `nums.txt`. */
export const NUMS_MODIFIED = 'Sun, 02 Feb 2020 02:02:02 GMT'
