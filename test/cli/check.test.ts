// `miniweb check`, run in a project with a copy of the example app: it finds nothing in it, and each fault that is planted.

import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { PROJECT } from '../flavours/workspace.js'
import { ALONE, type Fault, TOGETHER } from './planted-faults.js'
import { openProject, type Project, type Ran, TOOLS } from './project.js'

const RUN_TIMEOUT_MS = 60_000

let project: Project

beforeAll(async () => {
  project = await openProject([...TOOLS, 'jose', 'rate-limiter-flexible'])
  await cp(join(PROJECT, 'example-app'), join(project.folder, 'app'), { recursive: true })
  const config = { extends: join(PROJECT, 'tsconfig.json'), include: ['app'], exclude: [] }
  await project.write({ 'tsconfig.json': JSON.stringify(config) })
}, RUN_TIMEOUT_MS)
afterAll(() => project?.remove())

function check(...args: readonly string[]): Promise<Ran> {
  return project.miniweb(['check', ...args], { LINK_BOARD: ':memory:' })
}

/** Checks the app with faults in it, and takes them out again. */
async function checkWith(faults: readonly Fault[]): Promise<Ran> {
  const originals = new Map<string, string>()
  for (const { file, edit } of faults) {
    const path = join(project.folder, 'app', file)
    const text = await readFile(path, 'utf8')
    if (!originals.has(path)) originals.set(path, text)
    const [from, to] = edit
    expect(text.split(from), `${from} stands once in ${file}`).toHaveLength(2)
    await writeFile(
      path,
      text.replace(from, () => to),
    )
  }
  const ran = await check('app/app.ts')
  for (const [path, text] of originals) await writeFile(path, text)
  return ran
}

/** The one problem that a fault is to be found as: its sentence, its place, the line with a caret. */
function expectFound({ at, says }: Fault, { code, out, err }: Ran): void {
  expect({ code, out }).toEqual({ code: 1, out: '' })
  const found = err.split(/\n(?=\S)/).filter((problem) => problem.includes(says))
  expect(found, err).toHaveLength(1)
  expect(found[0]).toContain(`\n  app/${at}`)
  expect(found[0]).toMatch(/\n > \d+ \| .*\n +\| +\^/)
}

describe('miniweb check', { timeout: RUN_TIMEOUT_MS }, () => {
  it('finds nothing in the example app, and says in a line what it looked at', async () => {
    expect(await check('app/app.ts')).toEqual({
      code: 0,
      out: 'all is well: 23 routes, 18 templates, 76 links, types by tsconfig.json\n',
      err: '',
    })
  })

  it('finds nothing in it behind a link either', async () => {
    await symlink(join(project.folder, 'app'), join(project.folder, 'linked'), 'junction')
    expect(await check('linked/app.ts')).toMatchObject({ code: 0, err: '' })
  })

  describe('finds all at once', () => {
    let ran: Ran

    beforeAll(async () => {
      ran = await checkWith(TOGETHER)
    }, RUN_TIMEOUT_MS)

    it.each(TOGETHER)('$what', (fault) => expectFound(fault, ran))

    it('and says how many problems there are', () => {
      expect(ran.err).toMatch(/\n\d\d problems\n$/)
    })
  })

  describe('finds', () => {
    it.each(ALONE)('$what', async (fault) => expectFound(fault, await checkWith([fault])))

    it('at least twenty faults', () => expect(ALONE.length + TOGETHER.length).toBeGreaterThanOrEqual(20))
  })

  it('says why an app cannot be loaded, and what the compiler says', async () => {
    await project.write({
      'app/bare.ts': "import { App } from 'miniweb'\n\nclass Bare {}\nexport default new App().register(Bare)\n",
    })
    onTestFinished(() => rm(join(project.folder, 'app/bare.ts')))
    const { code, out, err } = await check('app/bare.ts')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('app/bare.ts cannot be used\nConfigError: register(Bare): it has no method with @route')
    expect(err).toContain('app/bare.ts:4:')
  })

  it('leaves to others what they answer', async () => {
    const fault = {
      file: 'templates/errors/failed.html',
      edit: ["{{ url('Links.list') }}", '/shop/7'],
      what: '',
      at: 'templates/errors/failed.html:15:15',
      says: '<a href>: no route has the address /shop/7',
    } as const
    expectFound(fault, await checkWith([fault]))
    const path = join(project.folder, 'app', fault.file)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(...fault.edit))
    onTestFinished(() => writeFile(path, text))
    expect(await check('app/app.ts', '--elsewhere', '/metrics, /shop')).toMatchObject({ code: 0, err: '' })
  })

  it.each([
    [['nothing.ts'], 1, 'there is no file "nothing.ts"'],
    [['a.ts', 'b.ts'], 2, 'check takes one entry'],
    [['--fix'], 2, "unknown option '--fix'"],
  ])('%j ends with %i and a sentence', async (args, code, sentence) => {
    const ran = await check(...args)
    expect(ran).toMatchObject({ code, out: '' })
    expect(ran.err).toContain(sentence)
  })

  it('--help says how it is used', async () => {
    expect(await check('--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage: miniweb check'),
    })
  })
})

describe('without tools', { timeout: RUN_TIMEOUT_MS }, () => {
  let bare: Project

  beforeAll(async () => {
    bare = await openProject([])
    await bare.write({
      'app.js': "import { App } from 'miniweb'\nexport default new App().get('/', () => 'hello')\n",
      'templates/page.html': '<a href="/">here</a><a href="/nowhere">there</a>',
    })
  }, RUN_TIMEOUT_MS)
  afterAll(() => bare?.remove())

  it('an app in JavaScript is checked but for its types', async () => {
    const ran = await bare.miniweb(['check'])
    expect(ran.err).toMatch(/^<a href>: no route has the address \/nowhere\n {2}templates\/page\.html:1:30\n/)
    await bare.write({ 'templates/page.html': '<a href="/">here</a>' })
    expect(await bare.miniweb(['check'])).toEqual({
      code: 0,
      out: 'all is well: 1 route, 1 template, 1 link\n',
      err: '',
    })
  })

  it('says that TypeScript is not installed', async () => {
    await bare.write({ 'tsconfig.json': '{}' })
    expect(await bare.miniweb(['check'])).toEqual({
      code: 1,
      out: '',
      err: 'miniweb: TypeScript, which checks the types, is not installed here: npm install --save-dev typescript\n',
    })
  })
})
