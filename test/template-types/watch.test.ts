// `miniweb types --watch`: the file follows the templates. Each test waits for what the command says, never for a time.

import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openProject, type Project, type RunningCommand } from './command.js'

let project: Project
let command: RunningCommand
let count = 0
let dir = ''

beforeAll(async () => {
  project = await openProject()
}, 30_000)

afterAll(() => project.close())

beforeEach(async () => {
  dir = `app${count++}/templates`
  await project.write(`${dir}/a.html`, '{{one}}')
  command = project.start(['types', dir, '--watch'])
  await command.line(/^watching /)
})

afterEach(async () => {
  expect(await command.stop('SIGTERM')).toBe(0)
})

async function types(): Promise<string> {
  return project.read(`${dir}.d.ts`)
}

it('writes the file at once', async () => {
  expect(await types()).toContain("'a.html': { one: Printable }")
})

it('writes it again when a template changes', async () => {
  await project.write(`${dir}/a.html`, '{{two}}')
  expect(await command.line(/^wrote/)).toBe(`wrote ${dir}.d.ts`)
  expect(await types()).toContain("'a.html': { two: Printable }")
})

it('sees new files, new folders and what is in them', async () => {
  await project.write(`${dir}/b.html`, '{{b}}')
  await command.line(/^wrote/)
  await project.write(`${dir}/deep/er/c.html`, '{{c}}')
  await command.line(/^wrote/)
  expect(await types()).toContain("'deep/er/c.html': { c: Printable }")
  await project.write(`${dir}/deep/er/c.html`, '{{d}}')
  await command.line(/^wrote/)
  expect(await types()).toContain("'deep/er/c.html': { d: Printable }")
})

it('sees files and folders that go or are moved', async () => {
  await project.write(`${dir}/sub/b.html`, '{{b}}')
  await command.line(/^wrote/)
  await rename(join(project.folder, dir, 'sub'), join(project.folder, dir, 'moved'))
  await command.line(/^wrote/)
  expect(await types()).toContain("'moved/b.html'")
  await project.write(`${dir}/moved/b.html`, '{{c}}')
  await command.line(/^wrote/)
  expect(await types()).toContain("'moved/b.html': { c: Printable }")
  await rm(join(project.folder, dir, 'moved'), { recursive: true })
  await command.line(/^wrote/)
  expect(await types()).not.toContain('moved')
})

it('says a mistake, keeps the file, and goes on when it is corrected', async () => {
  await project.write(`${dir}/a.html`, '{{#one}}')
  expect(await command.line(/TemplateError/)).toContain('the tag is not closed')
  expect(await types()).toContain("'a.html': { one: Printable }")
  await project.write(`${dir}/a.html`, '{{three}}')
  await command.line(/^wrote/)
  expect(await types()).toContain("'a.html': { three: Printable }")
})

it('goes on when the folder has gone and come back', async () => {
  const [folder, away] = [join(project.folder, dir), join(project.folder, `${dir}-away`)]
  await rename(folder, away)
  await command.line(/^miniweb: .*ENOENT/)
  await mkdir(folder)
  await project.write(`${dir}/a.html`, '{{four}}')
  await command.line(/^wrote/)
  await project.write(`${dir}/a.html`, '{{five}}')
  await command.line(/^wrote/)
  expect(await types()).toContain("'a.html': { five: Printable }")
})

it('says that nothing has changed where the types are the same', async () => {
  const before = await project.stamp(`${dir}.d.ts`)
  await project.write(`${dir}/a.html`, '<b>{{one}}</b>')
  expect(await command.line(/up to date/)).toBe(`${dir}.d.ts is up to date`)
  expect(await project.stamp(`${dir}.d.ts`)).toBe(before)
})

it('ends on SIGINT too', async () => {
  expect(await command.stop('SIGINT')).toBe(0)
})
