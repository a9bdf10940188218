// The command line, run in process with a terminal that remembers: `miniweb types` and what every command shares.

import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchFolder } from '../../src/cli/folder-watch.js'
import { run } from '../../src/cli/run.js'
import { errorOf, terminalOf } from '../../src/cli/terminal.js'
import { readOptions } from '../../src/cli/usage.js'
import { generateTemplateTypes } from '../../src/tooling.js'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'miniweb-cli-'))
  writeFileSync(join(dir, 'page.html'), '<p>{{ title }}</p>')
})
afterEach(() => rmSync(dir, { recursive: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function miniweb(
  args: readonly string[],
  onOut: (text: string) => void = () => undefined,
  stopped = new AbortController(),
): Promise<Ran> {
  let [out, err] = ['', '']
  const stdout = {
    write: (text: string) => {
      out += text
      onOut(text)
    },
  }
  const stderr = {
    write: (text: string) => {
      err += text
    },
  }
  const code = await run(args, terminalOf(stdout, stderr, {}), stopped.signal)
  return { code, out, err }
}

describe('miniweb', () => {
  it.each([[['--help']], [['-h']], [['help']], [['types', '--help']]])('%j says how it is used', async (args) => {
    expect(await miniweb(args)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Usage: miniweb') })
  })

  it('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await miniweb(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  it.each([
    [[], 'which command?'],
    [['typse'], 'there is no command "typse"'],
    [['types', '--nope'], "unknown option '--nope'"],
    [['types', '--check', '--watch'], 'exclude each other'],
    [['types', 'a', 'b'], 'types takes one folder'],
    [['types', '/no/such/folder'], 'there is no folder'],
    [['types', import.meta.filename], 'there is no folder'],
    [['types', `${import.meta.filename}/templates`], 'there is no folder'],
  ])('%j is refused with a sentence and how it is used', async (args, sentence) => {
    const { code, out, err } = await miniweb(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err).toContain('Usage: miniweb')
  })
})

describe('miniweb types', () => {
  it('writes the declarations, and leaves them alone when nothing has changed', async () => {
    const out = join(dir, 'templates.d.ts')
    expect(await miniweb(['types', dir, '--out', out])).toMatchObject({
      code: 0,
      out: expect.stringContaining('wrote'),
    })
    expect(readFileSync(out, 'utf8')).toContain("'page.html'")
    expect(await miniweb(['types', dir, '--out', out])).toMatchObject({ out: expect.stringContaining('up to date') })
  })

  it('--check fails until the file is there, and again when a template has changed', async () => {
    const out = join(dir, 'templates.d.ts')
    expect(await miniweb(['types', dir, '--out', out, '--check'])).toMatchObject({
      code: 1,
      err: `${out} is not there: run miniweb types ${dir} --out ${out}\n`,
    })
    await miniweb(['types', dir, '--out', out])
    expect((await miniweb(['types', dir, '--out', out, '--check'])).code).toBe(0)
    writeFileSync(join(dir, 'page.html'), '<p>{{ heading }}</p>')
    expect(await miniweb(['types', dir, '--out', out, '--check'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is out of date: run miniweb types'),
    })
  })

  it('does not ask for the names that --globals says every template sees', async () => {
    const out = join(dir, 'templates.d.ts')
    await miniweb(['types', dir, '--out', out, '--globals', 'title'])
    expect(readFileSync(out, 'utf8')).not.toContain('title:')
  })

  it('says where a template is wrong, and writes nothing', async () => {
    const out = join(dir, 'templates.d.ts')
    writeFileSync(join(dir, 'page.html'), '<p>\n{{#if x}}</p>')
    const { code, err } = await miniweb(['types', dir, '--out', out])
    expect(code).toBe(1)
    expect(err).toContain('page.html:2:1')
    expect(() => readFileSync(out)).toThrow('ENOENT')
  })

  it('--watch writes again when a template changes, until it is stopped', { timeout: 30_000 }, async () => {
    const out = join(dir, 'templates.d.ts')
    const stopped = new AbortController()
    let wrote = 0
    const ran = miniweb(
      ['types', dir, '--out', out, '--watch'],
      (text) => {
        if (text.includes('watching')) writeFileSync(join(dir, 'page.html'), '<p>{{ heading }}</p>')
        if (text.includes('wrote') && ++wrote === 2) stopped.abort()
      },
      stopped,
    )
    expect((await ran).code).toBe(0)
    expect(readFileSync(out, 'utf8')).toContain('heading')
  })
})

describe('miniweb types, where something is wrong', () => {
  it('warns of files that are no text, and leaves them out', async () => {
    writeFileSync(join(dir, 'image.html'), 'a\0b')
    const out = join(dir, 'templates.d.ts')
    expect(await miniweb(['types', dir, '--out', out])).toMatchObject({
      code: 0,
      err: `warning: ${join(dir, 'image.html')} is left out: it is no text\n`,
    })
    expect(readFileSync(out, 'utf8')).not.toContain('image.html')
  })

  it('refuses a file to write that is a folder', async () => {
    mkdirSync(join(dir, 'types.ts'))
    const { code, err } = await miniweb(['types', dir, '--out', join(dir, 'types.ts')])
    expect({ code, line: err.split('\n')[0] }).toEqual({
      code: 2,
      line: `miniweb: --out names a file such as "templates.d.ts", not "${join(dir, 'types.ts')}"`,
    })
  })

  it('says which file it cannot write', async () => {
    const out = join(dir, 'page.html', 'types.d.ts')
    await expect(miniweb(['types', dir, '--out', out])).rejects.toThrow(`cannot write ${out}: ENOTDIR: not a directory`)
  })

  it('--check shows mistakes of templates first', async () => {
    writeFileSync(join(dir, 'page.html'), '{{#if x}}')
    expect((await miniweb(['types', dir, '--out', join(dir, 'types.d.ts'), '--check'])).err).toContain('page.html:1:1')
  })

  it('--watch goes on without the folder', { timeout: 30_000 }, async () => {
    const templates = join(dir, 'views')
    mkdirSync(join(templates, 'parts'), { recursive: true })
    const stopped = new AbortController()
    const steps = [
      () => renameSync(templates, `${templates}-away`),
      () => renameSync(`${templates}-away`, templates),
      () => stopped.abort(),
    ]
    const terminal = terminalOf({ write: next }, { write: next }, {})
    const lines: string[] = []
    function next(text: string): void {
      lines.push(text)
      if (/^(?:watching|miniweb: |.*up to date)/.test(text)) steps.shift()?.()
    }
    expect(await run(['types', templates, '--watch'], terminal, stopped.signal)).toBe(0)
    expect(lines.join('')).toContain('miniweb: ENOENT')
    expect(lines.at(-1)).toContain('is up to date')
  })

  it('--watch ends at once if it was stopped before', async () => {
    const stopped = new AbortController()
    stopped.abort()
    const out = join(dir, 'types.d.ts')
    expect((await miniweb(['types', dir, '--out', out, '--watch'], undefined, stopped)).code).toBe(0)
  })
})

describe('generateTemplateTypes', () => {
  it('takes imports relative to the file that it is for, wherever that is', () => {
    writeFileSync(join(dir, 'page.html'), "{{! @props a: import('./a.js').A }}")
    expect(generateTemplateTypes({ dir, out: join(dir, 'types.d.ts') }).text).toContain("import('./a.js').A")
    expect(generateTemplateTypes({ dir, out: join(dir, 'sub/types.d.ts') }).text).toContain("import('../a.js').A")
    expect(generateTemplateTypes({ dir }).file).toBe(`${dir}.d.ts`)
  })

  it('throws for a folder that cannot be read', () => {
    expect(() => generateTemplateTypes({ dir: join(dir, 'none') })).toThrow('ENOENT')
  })
})

describe('watching a folder', () => {
  it('says once that something changed, however many files', { timeout: 30_000 }, async () => {
    let changes = 0
    const changed = new Promise<void>((resolve) => {
      const watch = watchFolder(dir, () => {
        changes++
        watch.close()
        resolve()
      })
      for (const name of ['a.html', 'b.html', 'c.html']) writeFileSync(join(dir, name), name)
    })
    await changed
    expect(changes).toBe(1)
  })

  it('needs the folder around it', () => {
    expect(() => watchFolder(join(dir, 'none', 'templates'), () => undefined)).toThrow('ENOENT')
  })
})

describe('options', () => {
  it('that are wrong in the program are no mistake of its user', () => {
    expect(() => readOptions([], { a: { type: 'string', short: 'long' } }, '')).toThrow(TypeError)
  })
})

describe('what was thrown', () => {
  it('says its message, or itself', () => {
    expect([errorOf(new Error('gone')), errorOf('gone')]).toEqual(['gone', 'gone'])
  })
})

describe('a terminal', () => {
  it('shows colours only where they are seen', () => {
    const seen = { isTTY: true, write: () => undefined }
    expect(terminalOf(seen, seen, {}).red('x')).toBe('\u001b[31mx\u001b[39m')
    expect(terminalOf(seen, seen, { NO_COLOR: '1' }).red('x')).toBe('x')
    expect(terminalOf(seen, { write: () => undefined }, {}).red('x')).toBe('x')
  })
})
