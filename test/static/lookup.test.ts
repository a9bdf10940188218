// Names on disks that are blind to case, to the forms of Unicode, or generous with short names: only the name that the
// directory lists leads to a file.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Disk, localDisk } from '../../src/static/disk.js'
import { contained, liesIn, markOf } from '../../src/static/lookup.js'
import { writeFiles } from '../support/site.js'

const IGNORED = /\u00ad|\u200b/g

/** A name as a case-folding file system compares it. */
const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(IGNORED, '')
    .toLowerCase()
    .replace('admin~1', 'administration')
    .replace(/[. ]+$/, '')

let root = ''
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'miniweb-lookup-')))
  writeFiles(root, {
    'admin/secret.html': 's',
    'administration/x.txt': 'x',
    'f\u00fcnke.txt': 'f',
    '123/4.5': 'n',
    'a.txt': 'a',
    'A.TXT': 'A',
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** The local disk, blind to the differences that `fold` takes away. @param tells whether realpath gives the listed names */
function blindDisk(tells: 'listed names' | 'names as asked'): Disk {
  const listed = async (path: string): Promise<string> => {
    if (!path.startsWith(`${root}/`)) return path
    const dir = await listed(dirname(path))
    const asked = path.slice(dirname(path).length + 1)
    const names = await localDisk.names(dir)
    return join(dir, names.find((name) => name === asked) ?? names.find((name) => fold(name) === fold(asked)) ?? asked)
  }
  return {
    stat: async (path) => localDisk.stat(await listed(path)),
    names: async (path) => localDisk.names(await listed(path)),
    open: async (path) => localDisk.open(await listed(path)),
    realpath: async (path) => {
      const real = await localDisk.realpath(await listed(path))
      return tells === 'listed names' ? real : path
    },
  }
}

const disks: readonly (readonly [name: string, disk: () => Disk])[] = [
  ['a disk like those of Linux', () => localDisk],
  ['a blind disk that tells the listed names', () => blindDisk('listed names')],
  ['a blind disk that says what it was asked', () => blindDisk('names as asked')],
]

describe.each(disks)('A17 on %s', (_name, makeDisk) => {
  test.each([
    ['admin', 'secret.html'],
    ['administration', 'x.txt'],
    ['f\u00fcnke.txt'],
    ['123', '4.5'],
    ['123'],
    ['a.txt'],
    ['A.TXT'],
  ])('%s is found', async (...names) => {
    expect(await contained(makeDisk(), root, names)).toBe(join(root, ...names))
  })

  test.each([
    ['ADMIN', 'secret.html'],
    ['admin', 'SECRET.html'],
    ['Admin', 'Secret.HTML'],
    ['ad\u00admin', 'secret.html'],
    ['\uff41dmin', 'secret.html'],
    ['adm\u0131n', 'secret.html'],
    ['ADMIN~1', 'x.txt'],
    ['admin~1', 'x.txt'],
    ['fu\u0308nke.txt'],
    ['F\u00dcNKE.txt'],
    ['A.txt'],
    ['a.TXT'],
    ['\u212a'],
  ])('%s is not', async (...names) => {
    expect(await contained(makeDisk(), root, names)).toBeUndefined()
  })
})

describe('liesIn', () => {
  test.each([
    ['/srv/www', '/srv/www/a', true],
    ['/srv/www', '/srv/www', true],
    ['/srv/www', '/srv/www/.well-known/x', true],
    ['/', '/a', true],
    ['/srv/www', '/srv/www-private/x', false],
    ['/srv/www', '/srv/ww', false],
    ['/srv/www', '/srv/www/.env', false],
    ['/srv/www', '/srv/www/a/.git/x', false],
    ['/srv/www', '/srv/www/a/.well-known/x', false],
    ['/srv/www', '/etc/passwd', false],
    ['/', '/.env', false],
  ])('A12: in %s lies %s: %s', (folder, path, lies) => {
    expect(liesIn(folder, path)).toBe(lies)
  })
})

test('a mark tells apart whatever differs', async () => {
  const stats = await localDisk.stat(join(root, 'a.txt'))
  const changed = (change: object) =>
    markOf(
      Object.assign(
        Object.create(null),
        { dev: stats.dev, ino: stats.ino, size: stats.size, mtimeNs: stats.mtimeNs, ctimeNs: stats.ctimeNs },
        change,
      ),
    )
  const marks = [{}, { dev: -1n }, { ino: -1n }, { size: -1n }, { mtimeNs: -1n }, { ctimeNs: -1n }].map(changed)
  expect(new Set(marks).size).toBe(6)
})
