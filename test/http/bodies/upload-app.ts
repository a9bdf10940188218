// An app that says what it was sent, under limits of the test's own, with a folder for temporary files that can be looked into.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type Form, json, type Limits, type UploadedFile } from '../../../src/index.js'
import { type FreshApp, freshApp } from '../../support/fresh-app.js'

/** What is said of one file. */
interface Said {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly content: string
}

/** POST /form: the form; /parts: its parts, each file read; /unread: its parts, no file read. */
export function uploadApp(limits: Limits = {}): FreshApp {
  const fresh = freshApp({ limits })
  fresh.app.post('/form', async (ctx) => json(await saidOf(await ctx.read.form())))
  fresh.app.post('/parts', async (ctx) => {
    const seen: unknown[] = []
    for await (const part of ctx.read.parts()) {
      if (part.kind === 'field') seen.push([part.name, part.value])
      else {
        const chunks: Buffer[] = []
        for await (const chunk of part.stream) chunks.push(chunk as Buffer)
        seen.push([part.name, part.fileName, part.type, Buffer.concat(chunks).toString('latin1')])
      }
    }
    return json(seen)
  })
  fresh.app.post('/unread', async (ctx) => {
    const seen: string[] = []
    for await (const { kind, name } of ctx.read.parts()) seen.push(`${kind} ${name}`)
    return json(seen)
  })
  return fresh
}

/** A form with the contents of its files, as lists so that every name is seen. */
export async function saidOf({ fields, files }: Form): Promise<unknown> {
  const said: [string, unknown][] = []
  for (const [name, some] of Object.entries(files)) {
    said.push([name, Array.isArray(some) ? await Promise.all(some.map(fileSaid)) : await fileSaid(some)])
  }
  return { fields: Object.entries(fields), files: said }
}

async function fileSaid(file: UploadedFile): Promise<Said> {
  return { name: file.name, type: file.type, size: file.size, content: (await file.bytes()).toString('latin1') }
}

/** A folder for the temporary files of this test alone. */
export function ownTemporaryFolder(): { readonly path: string; left(): readonly string[] } {
  const path = mkdtempSync(join(tmpdir(), 'miniweb-test-'))
  vi.stubEnv('TMPDIR', path)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(path, { recursive: true, force: true })
  })
  return { path, left: () => readdirSync(path) }
}

/** Waits until something holds, for a second at most. */
export async function soon(holds: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (!holds()) throw new Error('it does not hold yet')
    },
    { timeout: 2000, interval: 5 },
  )
}
