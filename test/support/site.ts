// A site on the disk with everything around it that must never be served, as temporary folders.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { SECRET } from './invariants.js'

/** Registers what removes a folder: `onTestFinished`, or `afterAll` for one that the tests of a file only read. */
type AtTheEnd = (remove: () => void) => void

/** A temporary folder, removed with the test. */
export function temporaryFolder(atTheEnd: AtTheEnd = onTestFinished): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'miniweb-')))
  atTheEnd(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Writes files with their folders; keys are paths below `root`. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

/** The folder to serve: files inside, secrets beside and below it, links that lead out. */
export function siteFolder(atTheEnd: AtTheEnd = onTestFinished): string {
  const around = temporaryFolder(atTheEnd)
  writeFiles(around, {
    'secret.txt': SECRET,
    'www-private/x.txt': SECRET,
    'www/index.html': '<p>home</p>',
    'www/healthz': 'ok',
    'www/name.txt': 'tobi',
    'www/todo.txt': 'todo',
    'www/empty.txt': '',
    'www/some thing.txt': 'some thing',
    'www/f\u00fcnke.txt': 'funk',
    'www/100%.txt': 'all',
    'www/do..ts.txt': 'dots',
    'www/no_ext': 'no ending',
    'www/x.zzz': 'odd ending',
    'www/data.js': 'let a = 1',
    'www/style.css': 'p { color: red }',
    'www/drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'www/photo.jpg': 'not really',
    'www/module.wasm': 'not really',
    'www/users/index.html': '<p>users</p>',
    'www/pets/tobi.txt': 'tobi',
    'www/.env': SECRET,
    'www/.git/config': SECRET,
    'www/a/.hidden': SECRET,
    'www/.well-known/x': 'known',
    'www/admin/secret.html': SECRET,
  })
  const root = join(around, 'www')
  symlinkSync('/etc/passwd', join(root, 'link'))
  symlinkSync(join(around, 'secret.txt'), join(root, 'out.txt'))
  symlinkSync(join(around, 'www-private'), join(root, 'private'))
  symlinkSync(join(root, 'out.txt'), join(root, 'chain.txt'))
  symlinkSync(join(root, '.env'), join(root, 'env.txt'))
  symlinkSync(join(root, 'name.txt'), join(root, 'inside.txt'))
  return root
}
