// The engine on real folders: loading, names, blocks, views, what is left out, changes in development.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TemplateEngine, type TemplateEngineOptions } from '../../src/template/engine.js'
import { TemplateError } from '../../src/template/error.js'
import { errorOf } from './in-memory.js'

let base: string
let dir: string
let warnings: string[]
let clock: number

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'miniweb-templates-'))
  dir = join(base, 'templates')
  mkdirSync(dir)
  warnings = []
  clock = 1_000_000
})

afterEach(() => rmSync(base, { recursive: true }))

function write(name: string, text: string | Buffer): void {
  const path = join(dir, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  utimesSync(path, ++clock, clock)
}

function open(options: TemplateEngineOptions = {}): TemplateEngine {
  return new TemplateEngine({ dir, dev: false, warn: (message) => void warnings.push(message), ...options })
}

describe('a folder', () => {
  it('is loaded at once, with all that is in it', () => {
    write('a.html', 'A {{> parts/b}}')
    write('parts/b.html', 'B')
    write('c.txt', 'C {{x}}')
    const engine = open()
    expect(engine.names()).toEqual(['a.html', 'c.txt', 'parts/b.html'])
    expect([engine.has('a'), engine.has('a.html'), engine.has('c'), engine.has('parts/b')]).toEqual([
      true,
      true,
      false,
      true,
    ])
    expect([engine.render('a'), engine.render('c.txt', { x: '<' })]).toEqual(['A B', 'C &lt;'])
  })

  it('may be empty', () => expect(open().names()).toEqual([]))

  it('must exist', () => expect(() => open({ dir: join(base, 'none') })).toThrow(/ENOENT/))

  it.each([
    ['a mistake of syntax', 'x\n{{#a}}', 'the tag is not closed: {{/a}} is missing'],
    ['a partial that is missing', 'x\n{{> none}}', 'unknown template "none"'],
    ['a helper that is missing', 'x\n{{ none() }}', 'unknown helper "none"'],
    ['a place where no value is safe', 'x\n<a href={{x}}>', 'the value of an attribute needs quotes'],
  ])('does not load with %s', (_, text, message) => {
    write('ok.html', 'ok')
    write('bad.html', text)
    const error = errorOf(() => open())
    expect(error.message).toContain(message)
    expect([error.file, error.line]).toEqual([join(dir, 'bad.html'), 2])
  })

  it('loads partials that make sense only where they are used', () => {
    write('page.html', '<a {{> attributes}}></a><script>if (a<b) f({{> data}})</script>')
    write('attributes.html', 'href="{{u}}" title="{{t}}"')
    write('data.html', 'c<d, {{ t | json }}')
    const engine = open()
    expect(engine.render('page', { u: '/u', t: '"' })).toBe(
      '<a href="/u" title="&quot;"></a><script>if (a<b) f(c<d, "\\"")</script>',
    )
    expect(errorOf(() => engine.render('data', { t: 1 })).message).toContain('the name of an attribute')
  })

  it('refuses a mistake of HTML in a partial where it is used', () => {
    write('page.html', '{{> p}}')
    write('p.html', '<a href={{x}}>')
    const error = errorOf(() => open())
    expect([error.file, error.chain.length]).toEqual([join(dir, 'p.html'), 1])
  })

  it('drops a byte order mark', () => {
    write('a.html', '\ufeff{{#a}}\nx\n{{/a}}')
    expect(open().render('a', { a: 1 })).toBe('x\n')
  })
})

describe('what is left out', () => {
  it('F10 files with other names, in warnings', () => {
    write("x'];require('fs')//.html".replaceAll('/', '_'), 'never')
    write('a b.html', 'never')
    write('ü.html', 'never')
    write('.hidden.html', 'never')
    write('.git/x.html', 'never')
    write('ok.html', 'ok')
    expect(open().names()).toEqual(['ok.html'])
    expect(warnings.length).toBe(3)
    expect(warnings.every((message) => message.includes('is left out: a name has letters'))).toBe(true)
  })

  it('A21 links that lead outside or nowhere', () => {
    writeFileSync(join(base, 'secret.html'), 'secret')
    mkdirSync(join(base, 'outside'))
    writeFileSync(join(base, 'outside', 'x.html'), 'secret')
    symlinkSync(join(base, 'secret.html'), join(dir, 'link.html'))
    symlinkSync(join(base, 'outside'), join(dir, 'folder'))
    symlinkSync(join(base, 'none'), join(dir, 'nowhere.html'))
    mkdirSync(join(base, 'templates-other'))
    symlinkSync(join(base, 'templates-other'), join(dir, 'sibling'))
    expect(open().names()).toEqual([])
    expect(warnings.map((message) => message.replace(/^.*is left out: /, '')).sort()).toEqual([
      'it leads outside the folder',
      'it leads outside the folder',
      'it leads outside the folder',
      'it links to nothing',
    ])
  })

  it('links that lead in a circle, while links within the folder count', () => {
    write('a/b.html', 'B')
    symlinkSync(join(dir, 'a'), join(dir, 'c'))
    symlinkSync(dir, join(dir, 'a', 'up'))
    symlinkSync(join(dir, 'a', 'b.html'), join(dir, 'd.html'))
    expect(open().names()).toEqual(['a/b.html', 'c/b.html', 'd.html'])
    expect(warnings).toEqual([])
  })

  it('files that are no text', () => {
    write('a.png', Buffer.from([137, 80, 0, 1]))
    expect(open().names()).toEqual([])
    expect(warnings).toEqual([`${join(dir, 'a.png')} is left out: it is no text`])
  })
})

describe('render', () => {
  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a.html\0',
    '',
    '__proto__',
    'constructor',
    'a.html/',
    './a.html',
    'A.html',
  ])('A21 finds no template %j', (name) => {
    write('a.html', 'x')
    expect(errorOf(() => open().render(name)).message).toContain('unknown template')
  })

  it('hints at the nearest name', () => {
    write('users/show.html', '')
    const error = errorOf(() => open().render('user/show'))
    expect([error.message, error.rendered]).toEqual([
      'unknown template "user/show" (did you mean "users/show"?)',
      'user/show',
    ])
    expect(String(error)).toBe(`TemplateError: ${error.message}\n  ${dir}\n  from render("user/show")`)
  })

  it('takes a string and an object', () => {
    write('a.html', '')
    const engine = open()
    expect(() => engine.render(['a.html'] as unknown as string)).toThrow(TypeError)
    expect(() => engine.render({ toString: () => 'a.html' } as unknown as string)).toThrow(TypeError)
    expect(() => engine.render('a.html', 'x' as unknown as object)).toThrow(TypeError)
    expect(() => engine.render('a.html', null as unknown as object)).toThrow(TypeError)
  })

  it('renders one block', () => {
    write('layout.html', '<title>{{$title}}none{{/title}}</title>{{$body}}{{/body}}{{$foot}}F{{x}}{{/foot}}')
    write(
      'page.html',
      '{{<layout}}{{$body}}<h1>{{x}}</h1>{{#if yes}}{{$list}}<ul>{{#for i in items}}<li>{{i}}{{/for}}</ul>{{/list}}{{/if}}{{/body}}',
    )
    const engine = open()
    const data = { x: 1, yes: true, items: ['<'] }
    expect(engine.render('page#list', data)).toBe('<ul><li>&lt;</ul>')
    expect(engine.render('page.html#list', data)).toBe('<ul><li>&lt;</ul>')
    expect(engine.render('page#foot', data)).toBe('F1')
    expect(engine.render('page#title', data)).toBe('none')
    const error = errorOf(() => engine.render('page#lst', data))
    expect(error.message).toBe('the template has no block "lst" (did you mean "list"?)')
  })

  it('looks into the data, then the view, then the globals', () => {
    write('a.html', '{{a}}{{b}}{{c}}')
    class View {
      get b() {
        return 'view'
      }
      get c() {
        return 'view'
      }
    }
    const engine = open({ globals: { a: 'global', b: 'global', c: 'global' } })
    expect(engine.render('a', { c: 'data' }, new View())).toBe('globalviewdata')
    expect(engine.render('a')).toBe('globalglobalglobal')
  })

  it('E8 takes no options from data', () => {
    write('a.html', '{{x}}{{> *p}}')
    const data = {
      x: '<',
      p: 'none',
      settings: { 'view options': { dev: true } },
      layout: '/etc/passwd',
      cache: false,
      missing: 'error',
      helpers: {},
      dir: '/',
      partials: { none: 'x' },
    }
    expect(open().render('a', data)).toBe('&lt;')
  })

  it('names what was rendered in its errors', () => {
    write('a.html', '{{x}}')
    expect(String(errorOf(() => open({ missing: 'error' }).render('a')))).toMatch(/from render\("a"\)$/)
  })

  it('may be called by a helper of its own', () => {
    write('a.html', '[{{{ include("b", x) }}}]')
    write('b.html', '{{v}}')
    const engine = new TemplateEngine({ dev: false })
    engine.helper('include', (name, v) => engine.render(String(name), { v })).load(dir)
    expect(engine.render('a', { x: '<' })).toBe('[&lt;]')
  })
})

describe('options', () => {
  it('missing names are errors in development, empty with one warning otherwise', () => {
    write('a.html', '[{{x}}]')
    expect(errorOf(() => open({ dev: true }).render('a')).message).toBe('unknown name "x"')
    const engine = open()
    expect([engine.render('a'), engine.render('a')]).toEqual(['[]', '[]'])
    expect(warnings).toEqual([`${join(dir, 'a.html')}:1:4: unknown name "x"`])
    expect(open({ dev: true, missing: 'empty' }).render('a')).toBe('[]')
  })

  it('a missing partial is allowed only by missing: empty', () => {
    write('a.html', '[{{> none}}{{<none}}{{/none}}]')
    expect(open({ missing: 'empty' }).render('a')).toBe('[]')
    for (const options of [{}, { dev: true }, { missing: 'error' }] as const)
      expect(() => open(options)).toThrow(TemplateError)
  })

  it('development is on only when NODE_ENV says so', () => {
    write('a.html', '{{x}}')
    const { NODE_ENV } = process.env
    try {
      process.env['NODE_ENV'] = 'development'
      expect(() => new TemplateEngine({ dir }).render('a')).toThrow('unknown name')
      delete process.env['NODE_ENV']
      expect(new TemplateEngine({ dir, warn: () => undefined }).render('a')).toBe('')
    } finally {
      process.env['NODE_ENV'] = NODE_ENV
    }
  })

  it('helpers and globals are added before loading', () => {
    write('a.html', '{{ v | twice }}{{ g }}{{ plus(1, 2) }}')
    const helpers = new Map([['plus', { call: (a: unknown, b: unknown) => Number(a) + Number(b) }]])
    const engine = new TemplateEngine({ dev: false, helpers })
    engine
      .helper('twice', (x) => `${x}${x}`)
      .global('g', 'G')
      .load(dir)
    expect(engine.render('a', { v: 'a' })).toBe('aaG3')
    expect(() => engine.helper('late', String)).toThrow('the templates are loaded')
    expect(() => engine.global('late', 1)).toThrow('the templates are loaded')
    expect(() => engine.load(dir)).toThrow('the templates are loaded')
  })

  it.each(['upper', 'json', 'a b', 'a.b', '', '1a'])('no helper can be named %j', (name) => {
    expect(() => new TemplateEngine().helper(name, String)).toThrow(TypeError)
  })

  it('F12 two engines share nothing', () => {
    write('a.html', 'one {{ f() }}')
    const first = open({ helpers: new Map([['f', { call: () => 1 }]]) })
    write('a.html', 'two {{ f() }}')
    const second = open({ helpers: new Map([['f', { call: () => 2 }]]) })
    expect([first.render('a'), second.render('a')]).toEqual(['one 1', 'two 2'])
  })
})

describe('in development', () => {
  it('a changed file counts at the next rendering, with all that use it', () => {
    write('layout.html', '<{{$body}}{{/body}}>'.replace('<', '(').replace('>', ')'))
    write('page.html', '{{<layout}}{{$body}}{{> part}}{{/body}}')
    write('part.html', 'one')
    const engine = open({ dev: true })
    expect(engine.render('page')).toBe('(one)')
    write('part.html', 'two')
    expect(engine.render('page')).toBe('(two)')
    write('layout.html', '[{{$body}}{{/body}}]')
    expect(engine.render('page')).toBe('[two]')
  })

  it('new files are found and deleted ones forgotten', () => {
    write('a.html', 'A')
    const engine = open({ dev: true })
    write('b.html', 'B')
    expect(engine.render('b')).toBe('B')
    rmSync(join(dir, 'b.html'))
    expect(errorOf(() => engine.render('b')).message).toContain('unknown template "b"')
    expect(engine.names()).toEqual(['a.html'])
  })

  it('with a mistake in any file the last good templates are used until it is corrected', () => {
    write('page.html', '{{> part}}')
    write('part.html', 'one')
    const mistakes: string[] = []
    const engine = open({ dev: true, onMistake: (mistake) => mistakes.push(mistake.message) })
    write('part.html', 'x\n{{#if')
    for (let i = 0; i < 2; i++) {
      expect(engine.render('page')).toBe('one')
      expect(engine.mistake).toMatchObject({ file: join(dir, 'part.html'), line: 2 })
    }
    write('part.html', '<a href={{x}}>')
    expect(engine.render('page')).toBe('one')
    expect(engine.mistake?.message).toContain('needs quotes')
    rmSync(join(dir, 'part.html'))
    expect(engine.render('page')).toBe('one')
    write('page.html', 'two')
    expect(engine.render('page')).toBe('two')
    expect(engine.mistake).toBeUndefined()
    expect(mistakes).toEqual([
      'a tag is opened but not closed: "}}" is missing',
      'the value of an attribute needs quotes around it: href="{{ … }}"',
      'unknown template "part"',
    ])
  })

  it('a change of size counts when the time stays the same', () => {
    write('a.html', 'one')
    const engine = open({ dev: true })
    clock--
    write('a.html', 'three')
    expect(engine.render('a')).toBe('three')
  })

  it('elsewhere changes do not count', () => {
    write('a.html', 'one')
    const engine = open()
    write('a.html', 'two')
    expect(engine.render('a')).toBe('one')
  })
})
