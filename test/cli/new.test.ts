// `miniweb new` in this process: what it refuses, what it asks, what it writes, and what it says when npm fails.

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.js'
import { writeApp } from '../../src/cli/scaffold.js'
import { terminalOf } from '../../src/cli/terminal.js'

const PACKAGE = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

let dir: string

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'miniweb new ')))
  vi.spyOn(process, 'cwd').mockReturnValue(dir)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

interface Options {
  /** What happens when something is asked: a line is typed, or else. Then comes Ctrl+D. Without it there is no terminal. */
  readonly answers?: readonly (string | (() => void))[]
  readonly stopped?: AbortController
  readonly env?: Readonly<Record<string, string>>
}

async function miniweb(
  args: readonly string[],
  { answers, stopped = new AbortController(), env = {} }: Options = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err] = [screen(answers), screen(answers)]
  const input = Object.assign(new PassThrough(), { isTTY: answers !== undefined })
  const left = [...(answers ?? [])]
  out.stream.on('data', (text) => {
    if (!/(?:: |\) )$/.test(String(text))) return
    const answer = left.shift()
    if (answer === undefined) input.end()
    else if (typeof answer === 'function') answer()
    else input.write(`${answer}\n`)
  })
  const asking = { input, output: out.stream, signal: stopped.signal }
  const code = await run(['new', ...args], terminalOf(out.stream, err.stream, env, asking), stopped.signal)
  return { code, out: out.text(), err: err.text() }
}

/** A stream that remembers what was written. */
function screen(answers: unknown) {
  let said = ''
  const stream = Object.assign(new PassThrough(), { isTTY: answers !== undefined })
  stream.on('data', (text) => {
    said += text
  })
  return { stream, text: () => said }
}

const read = (...path: readonly string[]) => readFileSync(join(dir, ...path), 'utf8')

describe('miniweb new', () => {
  it('--help says how it is used', async () => {
    const { code, out } = await miniweb(['--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: miniweb new <folder> \[options\]\n/)
    expect(out).toContain(`default: ^${PACKAGE.version}`)
  })

  it.each([
    [[], 'name the folder of the app'],
    [[''], 'name the folder of the app'],
    [['a', 'b'], 'new takes one folder'],
    [['a', '--name', 'My App'], '"My App" cannot be the name of a package'],
    [['a', '--name', ''], '"" cannot be the name of a package'],
    [['日本'], 'no name of a package can be made of "日本": give one with --name'],
    [['a', '--full'], "unknown option '--full'"],
  ])('%j is refused with a sentence and how it is used', async (args, sentence) => {
    const { code, out, err } = await miniweb(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err).toContain('Usage: miniweb new')
    expect(readdirSync(dir)).toEqual([])
  })

  it('leaves a folder alone that is not empty', async () => {
    writeFileSync(join(dir, 'notes.txt'), 'mine')
    await expect(miniweb(['.', '--name', 'a', '--no-install'])).rejects.toThrow(
      'the folder "." is not empty, "notes.txt" is in it: name another one, or empty it',
    )
    await expect(miniweb(['notes.txt'])).rejects.toThrow('"notes.txt" is a file: name another folder')
    expect(readdirSync(dir)).toEqual(['notes.txt'])
    expect(read('notes.txt')).toBe('mine')
  })

  it('takes a folder that is there, with a repository in it', async () => {
    mkdirSync(join(dir, '.git'))
    const { code, out } = await miniweb(['.', '--name', 'a', '--no-install'])
    expect(code).toBe(0)
    expect(out).toContain('a is written to this folder\n')
    expect(out).not.toContain('cd ')
    expect(readdirSync(dir)).toContain('package.json')
  })
})

describe('what it writes', () => {
  it('is an app with the name of the folder', async () => {
    const { code, out, err } = await miniweb(['My App', '--no-install'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      [
        'my-app is written to My App',
        '',
        'Next:',
        '',
        '  cd "My App"',
        '  npm install',
        '  npm run dev    starts the app, and again after each edit',
        '  npm test       runs its tests',
        '  npm run check  checks its types, its templates and where they lead',
        '',
      ].join('\n'),
    )
    expect(JSON.parse(read('My App', 'package.json'))).toMatchObject({
      name: 'my-app',
      type: 'module',
      dependencies: { miniweb: `^${PACKAGE.version}` },
    })
    expect(read('My App', 'README.md')).toMatch(/^# My app\n/)
    expect(read('My App', 'templates', 'layouts', 'main.html')).toContain(
      '<title>{{$title}}Welcome{{/title}} · My app</',
    )
  })

  it.each<[readonly string[], readonly string[], readonly string[]]>([
    [[], ['entry-form.ts', 'guest-book-pages.ts', 'guest-book.ts'], ['guest-book.html', 'parts']],
    [['--empty'], [], []],
  ])('with %j has a few files of its own, beside those that every app has', async (options, sources, templates) => {
    await miniweb(['app', '--no-install', ...options])
    expect(readdirSync(join(dir, 'app')).sort()).toEqual([
      '.dockerignore',
      '.gitignore',
      'Dockerfile',
      'README.md',
      'package.json',
      'src',
      'static',
      'templates',
      'templates.d.ts',
      'test',
      'tsconfig.build.json',
      'tsconfig.json',
    ])
    const everywhere = ['app.ts', 'error-page.ts', 'main.ts', 'welcome.ts']
    expect(readdirSync(join(dir, 'app/src')).sort()).toEqual([...everywhere, ...sources].sort())
    expect(readdirSync(join(dir, 'app/templates')).sort()).toEqual(
      ['errors', 'layouts', 'welcome.html', ...templates].sort(),
    )
    const mentionsGuests = ['README.md', 'templates/layouts/main.html'].map((file) => /guest/i.test(read('app', file)))
    expect(mentionsGuests).toEqual(options.includes('--empty') ? [false, false] : [true, true])
  })

  it('names every file in its README and on its first page rightly', async () => {
    await miniweb(['app', '--no-install'])
    const named = [
      ...[...read('app', 'README.md').matchAll(/`((?:src|templates|static|test)[\w./-]+)`/g)],
      ...[...read('app', 'templates/welcome.html').matchAll(/<(?:dt|code|figcaption)>([\w./-]+\.\w+|[\w/]+\/)</g)],
    ].map(([, path]) => path ?? '')
    expect(named.length).toBeGreaterThan(15)
    for (const path of named) expect(() => readdirOrFile(path)).not.toThrow()
  })

  function readdirOrFile(path: string): unknown {
    return path.endsWith('/') ? readdirSync(join(dir, 'app', path)) : read('app', path)
  }

  it('needs the tools that this package is tested with', async () => {
    await miniweb(['app', '--no-install'])
    const { devDependencies, engines } = JSON.parse(read('app', 'package.json'))
    for (const [name, range] of Object.entries(devDependencies))
      expect([name, PACKAGE.devDependencies[name]]).toEqual([name, range])
    expect(engines).toEqual(PACKAGE.engines)
  })

  it.each([
    ['1.2.3', '1.2.3'],
    ['https://example.org/miniweb.tgz', 'https://example.org/miniweb.tgz'],
    ['./none.tgz', './none.tgz'],
  ])('takes miniweb from --package %s', async (given, spec) => {
    await miniweb(['app', '--no-install', '--package', given])
    expect(JSON.parse(read('app', 'package.json')).dependencies).toEqual({ miniweb: spec })
  })

  it('takes miniweb from a file by its whole path', async () => {
    const file = join(dir, 'mini "web".tgz')
    writeFileSync(file, '')
    await miniweb(['app', '--no-install', '--package', file])
    expect(JSON.parse(read('app', 'package.json')).dependencies).toEqual({ miniweb: `file:${file}` })
  })

  it('never replaces a file', () => {
    writeFileSync(join(dir, 'Dockerfile'), 'mine')
    const app = { folder: dir, name: 'a', content: 'empty', miniweb: '1' } as const
    expect(() => writeApp(app)).toThrow('EEXIST')
    expect(read('Dockerfile')).toBe('mine')
  })
})

describe('on a terminal', () => {
  it('asks for the name and what to begin with; an empty answer takes what is offered', async () => {
    const { code, out } = await miniweb(['My App', '--no-install'], { answers: ['', ''] })
    expect(code).toBe(0)
    expect(out).toContain('Name of the package (my-app): ')
    expect(out).toContain('(Y/n) ')
    expect(JSON.parse(read('My App', 'package.json')).name).toBe('my-app')
    expect(readdirSync(join(dir, 'My App/src'))).toContain('guest-book.ts')
  })

  it.each(['n', 'N', 'no'])('begins empty after %s', async (answer) => {
    await miniweb(['app', '--no-install'], { answers: ['other', answer] })
    expect(JSON.parse(read('app', 'package.json')).name).toBe('other')
    expect(readdirSync(join(dir, 'app/src'))).not.toContain('guest-book.ts')
  })

  it('asks again for a name that cannot be used, and for one where none is offered', async () => {
    const { err } = await miniweb(['日本', '--no-install'], { answers: ['', 'Nihon', 'nihon', ''] })
    expect(err).toContain('"" cannot be the name of a package')
    expect(err).toContain('"Nihon" cannot be the name of a package')
    expect(JSON.parse(read('日本', 'package.json')).name).toBe('nihon')
  })

  it.each([[['--yes']], [['-y']], [['--name', 'app', '--empty']]])('asks nothing with %j', async (options) => {
    const { code, out } = await miniweb(['app', '--no-install', ...options], { answers: [] })
    expect(code).toBe(0)
    expect(out).not.toContain('Name of the package')
    expect(out).not.toContain('(Y/n)')
  })

  it.each([[[]], [['app']]])('makes nothing when it is left after the answers %j', async (answers) => {
    expect(await miniweb(['app'], { answers })).toMatchObject({ code: 130, err: 'nothing was made\n' })
    expect(readdirSync(dir)).toEqual([])
  })

  it('makes nothing when it is stopped while it asks', async () => {
    const stopped = new AbortController()
    const answers = ['app', () => stopped.abort()]
    expect(await miniweb(['app'], { answers, stopped })).toMatchObject({ code: 130 })
    expect(readdirSync(dir)).toEqual([])
  })

  it('shows colours, unless NO_COLOR is set', async () => {
    expect((await miniweb(['a', '-y', '--no-install'], { answers: [] })).out).toContain(
      '\u001b[1mnpm run dev\u001b[22m',
    )
    const plain = await miniweb(['b', '-y', '--no-install'], { answers: [], env: { NO_COLOR: '1' } })
    expect(plain.out).not.toContain('\u001b')
    expect((await miniweb(['c', '-y', '--no-install'])).out).not.toContain('\u001b')
  })
})

describe.skipIf(process.platform === 'win32')('npm', () => {
  it('runs in the folder, with the development dependencies', async () => {
    fakeNpm('pwd > ran; echo "$@" >> ran')
    vi.stubEnv('NODE_ENV', 'production')
    const { code, out } = await miniweb(['app'])
    expect({ code, ran: read('app', 'ran') }).toEqual({
      code: 0,
      ran: `${join(dir, 'app')}\ninstall --include=dev --no-audit --no-fund\n`,
    })
    expect(out).not.toContain('  npm install\n')
  })

  it('that fails leaves the files, and is a sentence that says what to do', async () => {
    fakeNpm('exit 7')
    const { code, out, err } = await miniweb(['app'])
    expect({ code, err }).toEqual({
      code: 1,
      err: 'npm install failed (exit code 7): the files are there, and npm install in their folder does the rest\n',
    })
    expect(out).toContain('  cd app\n  npm install\n  npm run dev')
    expect(read('app', 'src/main.ts')).toContain('listen')
  })

  it('that is not there is a sentence, too', async () => {
    vi.stubEnv('PATH', join(dir, 'none'))
    expect(await miniweb(['app'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('npm cannot be started (spawn npm ENOENT): the files are there'),
    })
  })

  it('ends with the command', async () => {
    fakeNpm('echo started > ran; exec sleep 30')
    const stopped = new AbortController()
    const watch = setInterval(() => existsIn('app/ran') && stopped.abort(), 20)
    const { code, err } = await miniweb(['app'], { stopped })
    clearInterval(watch)
    expect(code).toBe(1)
    expect(err).toContain('npm install was stopped: the files are there')
  })

  /** Puts a script in the place of npm. */
  function fakeNpm(script: string): void {
    const path = join(dir, 'bin')
    mkdirSync(path)
    writeFileSync(join(path, 'npm'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(path, 'npm'), 0o755)
    vi.stubEnv('PATH', `${path}:${process.env['PATH']}`)
  }

  function existsIn(path: string): boolean {
    try {
      return read(path) !== ''
    } catch {
      return false
    }
  }
})
