// The files of a form live as long as its answer: whatever ends it, none is left, and no descriptor.

import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { json, type Reply, text, UploadedFile } from '../../../src/index.js'
import { held, listening } from '../../support/fresh-app.js'
import { exchange, expectAlive } from '../../support/invariants.js'
import { RawSocket } from '../../support/raw-socket.js'
import { field, file, MULTIPART_TYPE, multipart, posted, upload } from './multipart-body.js'
import { ownTemporaryFolder, soon, uploadApp } from './upload-app.js'

const OTHER_DEVICE = '/dev/shm'
const COVER = [field('a', '1'), file('cover', 'c.png', 'the cover', 'image/png')]

/** The file of a form with one. */
function cover(files: Readonly<Record<string, unknown>>): UploadedFile {
  const some = files['cover']
  if (some instanceof UploadedFile) return some
  throw new Error('there is no cover')
}

describe('while the handler runs, a file', () => {
  test('lies in a folder of its request, under a name that tells nothing, for nobody else to read', async () => {
    const temporary = ownTemporaryFolder()
    const { app } = uploadApp()
    app.post('/', async (ctx) => {
      const { path } = cover((await ctx.read.form()).files)
      const folder = dirname(path)
      return json({
        inTemporary: dirname(folder) === temporary.path,
        name: basename(path),
        folder: basename(folder),
        modes: [statSync(path).mode & 0o777, statSync(folder).mode & 0o777],
      })
    })
    const port = await listening(app)
    const names = new Set<string>()
    for (const _ of [1, 2, 3]) {
      const said = JSON.parse((await exchange(port, upload('/', ...COVER))).answer.body)
      expect(said).toMatchObject({ inTemporary: true, modes: [0o600, 0o700] })
      expect(said.name).toMatch(/^[\da-f-]{36}$/)
      expect(said.folder).toMatch(new RegExp(`^miniweb-upload-${process.pid}-[\\da-f-]{36}$`))
      names.add(said.name).add(said.folder)
    }
    expect(names.size).toBe(6)
    await soon(() => temporary.left().length === 0)
  })

  test('gives its bytes, as often as wanted, whole or as a stream', async () => {
    const { app } = uploadApp()
    app.post('/', async (ctx) => {
      const { files } = await ctx.read.form()
      const again = cover((await ctx.read.form()).files)
      const streamed = await cover(files).stream().toArray()
      return text(`${await again.bytes()}, ${Buffer.concat(streamed)}`)
    })
    const { answer } = await exchange(await listening(app), upload('/', ...COVER))
    expect(answer.body).toBe('the cover, the cover')
  })

  test('may be kept by moving it, and is never written over another', async () => {
    const temporary = ownTemporaryFolder()
    const kept = join(temporary.path, 'kept')
    mkdirSync(kept)
    writeFileSync(join(kept, 'taken'), 'old')
    const { app } = uploadApp()
    app.post('/', async (ctx) => {
      const uploaded = cover((await ctx.read.form()).files)
      const refused = await uploaded.moveTo(join(kept, 'taken')).catch((error: NodeJS.ErrnoException) => error.code)
      const missing = await uploaded.moveTo(join(kept, 'no/folder')).catch((error: NodeJS.ErrnoException) => error.code)
      await uploaded.moveTo(join(kept, 'cover'))
      return json({
        refused,
        missing,
        moved: uploaded.path === join(kept, 'cover'),
        again: String(await uploaded.bytes()),
      })
    })
    const { answer } = await exchange(await listening(app), upload('/', ...COVER))
    expect(JSON.parse(answer.body)).toEqual({ refused: 'EEXIST', missing: 'ENOENT', moved: true, again: 'the cover' })
    await soon(() => temporary.left().length === 1)
    expect(readdirSync(kept).sort()).toEqual(['cover', 'taken'])
    expect(readFileSync(join(kept, 'cover'), 'utf8')).toBe('the cover')
    expect(readFileSync(join(kept, 'taken'), 'utf8')).toBe('old')
  })

  test.skipIf(!isAnotherDevice(OTHER_DEVICE))(
    'may be moved to another device, nor over another file there',
    async () => {
      const kept = mkdtempSync(join(OTHER_DEVICE, 'miniweb-test-'))
      onTestFinished(() => rmSync(kept, { recursive: true }))
      const { app } = uploadApp()
      app.post('/', async (ctx) => {
        const uploaded = cover((await ctx.read.form()).files)
        const { path } = uploaded
        await uploaded.moveTo(join(kept, 'cover'))
        const again = cover((await ctx.read.form()).files)
        const refused = await again.moveTo(join(kept, 'cover')).catch((error: NodeJS.ErrnoException) => error.code)
        return json({ isGone: !existsSync(path), refused })
      })
      const { answer } = await exchange(await listening(app), upload('/', ...COVER))
      expect(JSON.parse(answer.body)).toEqual({ isGone: true, refused: 'EEXIST' })
      expect(readFileSync(join(kept, 'cover'), 'utf8')).toBe('the cover')
      expect(statSync(join(kept, 'cover')).mode & 0o777).toBe(0o600)
    },
  )

  test('says nothing of its path in JSON', () => {
    const made = new UploadedFile({ name: 'a', type: 'text/plain', size: 1, path: '/secret/place' })
    expect(JSON.stringify(made)).toBe('{"name":"a","type":"text/plain","size":1}')
  })
})

describe('what a process left behind that was killed', () => {
  test('is removed by the next that listens, once it is old; nothing else is', async () => {
    const temporary = ownTemporaryFolder()
    const dead = spawnSync(process.execPath, ['--version']).pid
    const outside = join(temporary.path, 'outside')
    const made = (name: string, ageMs: number) => {
      const folder = join(temporary.path, name)
      mkdirSync(folder)
      writeFileSync(join(folder, 'file'), 'content')
      const at = new Date(Date.now() - ageMs)
      utimesSync(folder, at, at)
    }
    const [old, young] = [2 * 3_600_000, 60_000]
    made('outside', old)
    made(`miniweb-upload-${dead}-old`, old)
    made(`miniweb-upload-${dead}-young`, young)
    made(`miniweb-upload-${process.pid}-alive`, old)
    made(`miniweb-upload-1-of-another`, old)
    made('miniweb-upload-other', old)
    symlinkSync(outside, join(temporary.path, `miniweb-upload-${dead}-link`))
    const { app } = uploadApp()
    await listening(app)
    await soon(() => !temporary.left().includes(`miniweb-upload-${dead}-old`))
    expect(temporary.left()).toHaveLength(6)
    expect(readdirSync(outside)).toEqual(['file'])
  })
})

describe('nothing is left', () => {
  test.each([
    ['returns', () => 'done'],
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['refuses', () => text('no', { status: 403 })],
  ] as const satisfies readonly (readonly [string, () => string | Reply])[])(
    'when the handler %s',
    async (_name, end) => {
      const temporary = ownTemporaryFolder()
      const { app } = uploadApp()
      const paths: string[] = []
      app.post('/', async (ctx) => {
        paths.push(cover((await ctx.read.form()).files).path)
        expect(existsSync(paths[0] ?? '')).toBe(true)
        return end()
      })
      await exchange(await listening(app), upload('/', ...COVER))
      expect(paths).toHaveLength(1)
      await soon(() => temporary.left().length === 0)
    },
  )

  test('when the handler answers and does not wait for the form', async () => {
    const temporary = ownTemporaryFolder()
    const { app } = uploadApp()
    const settled = held<unknown>()
    app.post('/', (ctx) => {
      ctx.read.form().then(settled.resolve, settled.resolve)
      return 'done'
    })
    const port = await listening(app)
    const large = upload('/', ...Array.from({ length: 20 }, () => file('f', 'x', Buffer.alloc(200_000))))
    expect((await exchange(port, large)).answer.body).toBe('done')
    await settled.promise
    await soon(() => temporary.left().length === 0)
  })

  test('when the client leaves while the handler works', async () => {
    const temporary = ownTemporaryFolder()
    const { app } = uploadApp()
    const working = held()
    const left = held()
    app.post('/', async (ctx) => {
      await ctx.read.form()
      working.resolve()
      await left.promise
      return 'late'
    })
    const port = await listening(app)
    const client = await RawSocket.connect(port)
    client.request(upload('/', ...COVER))
    await working.promise
    expect(temporary.left()).toHaveLength(1)
    client.reset()
    await soon(() => temporary.left().length === 0)
    left.resolve()
    await expectAlive(port)
  })

  test('when the disk refuses: 500, logged, and the server lives', async () => {
    const temporary = ownTemporaryFolder()
    const { app, records } = uploadApp()
    const port = await listening(app)
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = join(temporary.path, 'missing')
    const { answer } = await exchange(port, upload('/form', ...COVER))
    process.env['TMPDIR'] = before
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('missing')
    expect(records).toHaveLength(1)
  })

  test('K7 multer CVE-2026-2359, -2025-47935, @fastify/multipart CVE-2025-24033, formidable CVE-2025-46653: of 500 uploads reset at random bytes', async () => {
    const temporary = ownTemporaryFolder()
    const { app, records } = uploadApp()
    const port = await listening(app)
    const body = multipart(
      field('a', '1'),
      file('f', 'x', Buffer.alloc(150_000, 'f')),
      field('b', '2'),
      file('g', 'y', Buffer.alloc(50_000)),
    )
    await expectAlive(port)
    const before = descriptors()
    let seed = 7
    for (let round = 0; round < 50; round++) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, index) => {
          seed = (seed * 48_271) % 2_147_483_647
          const bytes = posted(index % 2 === 0 ? '/form' : '/parts', body, MULTIPART_TYPE)
          const client = await RawSocket.connect(port)
          await new Promise((resolve) => client.socket.write(bytes.subarray(0, seed % bytes.length), resolve))
          client.reset()
        }),
      )
    }
    await expectAlive(port)
    await soon(() => temporary.left().length === 0 && descriptors() <= before)
    expect(records).toEqual([])
  })
})

function isAnotherDevice(path: string): boolean {
  return existsSync(path) && statSync(path).dev !== statSync(tmpdir()).dev
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length
}
