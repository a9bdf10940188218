// What a template declares with @props is taken as declared, and what it does against that is found:
// by the generator where it can see it, by the compiler where it cannot.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateTemplateTypes } from '../../src/tooling.js'
import { entryOf, generate, problemsOf, typeOf } from './inferred.js'
import { COMPILERS, openWorkshop, type Workshop } from './workshop.js'

/** The checks of a template, on one line. */
function checksOf(template: string): string | undefined {
  const { text } = generate({ 'a.html': template })
  const [, contradictions = ''] = text.split('interface Contradictions {')
  return entryOf(`\n${contradictions.replaceAll(/^/gm, '  ')}`, 'a.html')
}

describe('the type', () => {
  it.each([
    ['{{! @props a: string }}{{a}}', '{ a: string }'],
    ['{{! @props a: User }}{{a}}', "Checked<{ a: User }, Contradictions['a.html']>"],
    ["{{! @props a?: User[]; b?: 'x' | 'y' }}", "{ a?: User[] | undefined; b?: ('x' | 'y') | undefined }"],
    ['{{! @props a: string; b?: number }}', '{ a: string; b?: number | undefined }'],
    ['{{! @props }}x', 'Record<string, undefined>'],
    [
      '{{! @props a: { b: string[] } }}{{#for x in a.b}}{{x}}{{/for}}',
      "Checked<{ a: { b: string[] } }, Contradictions['a.html']>",
    ],
    ['{{! @props a: any }}{{a}}', '{ a: any }'],
    // A section's items are not asked for what is declared, and the data not for what is theirs.
    ['{{! @props s: any; a: any }}{{#s}}{{a}} {{b}}{{/s}}', '{ a: any; s: any }'],
  ])('of %s is %s', (template, type) => {
    expect(typeOf({ 'a.html': template }, 'a.html')).toBe(type)
  })

  it('names modules from the generated file, not from the templates folder', () => {
    const type = typeOf(
      { 'a.html': "{{! @props a: import('../src/db.js').User | import(\"./x.js\").X | import('zod').Z }}" },
      'a.html',
    )
    expect(type).toBe("{ a: import('../src/db.js').User | import(\"../templates/x.js\").X | import('zod').Z }")
  })

  it('of who includes it is asked by the names that it declares', () => {
    const card = {
      'card.html': '{{! @props user: User; size?: number }}{{user.name}}{{> foot}}',
      'foot.html': '{{site}}',
    }
    expect(typeOf({ ...card, 'a.html': '{{> card}}' }, 'a.html')).toBe(
      "Checked<{ site: Printable; size?: number | undefined; user: User }, Contradictions['card.html']>",
    )
    expect(typeOf({ ...card, 'a.html': '{{#for u in us}}{{> card user=u size=3}}{{/for}}' }, 'a.html')).toBe(
      "Checked<{ site: Printable; us: Items<User> }, Contradictions['card.html']>",
    )
    expect(typeOf({ ...card, 'a.html': '{{#if u}}{{> card user=u size=3}}{{/if}}' }, 'a.html')).toBe(
      "Checked<{ site: Printable; u?: User | Falsy }, Contradictions['card.html']>",
    )
  })

  it('has what a layout needs besides, and a block what it uses of it', () => {
    const layout = { 'l.html': '<title>{{title}}</title>{{$body}}{{/body}}' }
    const page = '{{! @props a: string; b: string }}{{<l}}{{$body}}{{a}}{{/body}}{{/l}}'
    expect(typeOf({ ...layout, 'a.html': page }, 'a.html')).toBe('{ a: string; b: string; title: Printable }')
    expect(typeOf({ ...layout, 'a.html': page }, 'a.html#body')).toBe('{ a: string }')
  })

  it('of a layout that declares is asked of its pages; their blocks keep their own names', () => {
    const layout = { 'l.html': '{{! @props title: Title }}{{title}}{{$body}}{{/body}}' }
    expect(typeOf({ ...layout, 'a.html': '{{<l}}{{$body}}{{text}}{{/body}}{{/l}}' }, 'a.html')).toBe(
      "Checked<{ text: Printable; title: Title }, Contradictions['l.html']>",
    )
  })
})

describe('the checks', () => {
  it('compare what is declared with what is needed', () => {
    expect(checksOf('{{! @props user: User }}\n{{user.name}}')).toBe(
      "Unfit< User, { name: Printable }, 'a.html:1:12: user is declared as User, but the template reads names of it', " +
        "{ name: 'a.html:2:3: user' } >",
    )
    expect(checksOf('{{! @props xs: X }}{{#for x in xs}}-{{/for}}')).toBe(
      "Unfit<X, Items<unknown>, 'a.html:1:12: xs is declared as X, but the template needs Items<unknown>'>",
    )
  })

  it('compare what is declared with what an included template declares, where it is included', () => {
    const { text } = generate({
      'part.html': '{{! @props limit: number; size?: string }}{{limit}}',
      'a.html': '{{! @props n: string; size: string; limit: number }}\n{{> part limit=n}}{{n | upper}}{{> part}}',
    })
    expect(text).toContain(
      "'a.html': Unfit<string, number, 'a.html:2:16: part.html takes limit: number, but n is declared as string'>",
    )
  })

  it('leave literals to the compiler where a type has names of its own', () => {
    const { text, problems } = generate({
      'part.html': '{{! @props size: Size }}',
      'a.html': "{{> part size='big'}}",
      'b.html': '{{> a}}',
    })
    expect(problems).toEqual([])
    expect(text).toContain(`'a.html': Unfit<'big', Size, "a.html:1:15: part.html takes size: Size, not 'big'">`)
    expect(entryOf(text, 'b.html')).toBe("Checked<Record<string, undefined>, Contradictions['a.html']>")
  })

  it("name what is not declared, but not where it may be an item's", () => {
    expect(checksOf('{{! @props user: any; s: any }}\n {{usr.name}}{{#s}}{{title}}{{/s}}')).toBe(
      "Undeclared<'usr', 'a.html:2:4: @props declares no usr (did you mean \"user\"?)'>",
    )
    expect(checksOf('{{! @props user: any }}{{#if usr}}x{{/if}}')).toContain("Undeclared<'usr',")
  })

  it('say which template needs what is neither declared nor given', () => {
    const { text } = generate({
      'part.html': '{{! @props limit: number }}{{limit}}',
      'a.html': '{{! @props a: string }}{{a}}\n {{> part}}',
    })
    expect(text).toContain(
      "'a.html': Undeclared<'limit', 'a.html:2:6: part.html needs limit: give it as an argument, or declare it'>",
    )
  })

  it('say what a layout needs, which takes no arguments', () => {
    const { text } = generate({
      'layout.html': '{{! @props title: string; lang?: string }}{{title}}{{$body}}{{/body}}',
      'a.html': '{{! @props }}{{<layout}}{{$body}}x{{/body}}',
    })
    expect(text).toContain("'a.html': Undeclared<'title', 'a.html:1:17: layout.html needs title: declare it'>")
  })

  it('ask for no property that a partial can do without', () => {
    const { text } = generate({
      'part.html': '{{! @props label: any; hint?: string }}{{label}}{{#if hint}}{{hint}}{{/if}}',
      'a.html': '{{! @props title: any }}{{> part label=title}}',
      'b.html': '{{! @props hint: any }}{{> part label=hint}}{{#if hnt}}x{{/if}}',
    })
    expect(text.match(/Undeclared<.*>/g)).toEqual([
      "Undeclared<'hnt', 'b.html:1:51: @props declares no hnt (did you mean \"hint\"?)'>",
    ])
  })

  it('ask for a property that one of two partials needs', () => {
    const { text } = generate({
      'free.html': '{{! @props hint?: string }}',
      'strict.html': '{{! @props hint: string }}',
      'a.html': '{{! @props }}{{> free}}{{> strict}}',
    })
    expect(text).toContain("Undeclared<'hint', 'a.html:1:28: strict.html needs hint: give it")
  })

  it('leave out the globals that the generator knows', () => {
    const { text } = generate({ 'a.html': '{{! @props a: any }}{{site}}' }, ['site'])
    expect(text).not.toContain('Undeclared')
  })
})

describe('problems', () => {
  it.each([
    [
      '{{! @props a?: string }}\n{{a}}',
      'templates/a.html:2:3: @props declares that "a" may be missing: ask with {{#if a}} first, or give a default',
    ],
    ['{{! @props a: string; a: number }}', 'templates/a.html:1:23: @props declares "a" twice'],
    ['{{! @props a: { b: string }', 'templates/a.html:1:1: a tag is opened but not closed: "}}" is missing'],
    [
      '{{!-- @props a: { b: string --}}',
      'templates/a.html:1:14: the type of "a" has brackets or quotes without a partner',
    ],
    ["{{! @props a: 'x }}", 'templates/a.html:1:12: the type of "a" has brackets or quotes without a partner'],
    [
      "{{! @props a: 'x', b: number }}",
      'templates/a.html:1:12: the type of "a" has a comma: properties are separated by semicolons',
    ],
    ['{{! @props a: string | }}', 'templates/a.html:1:12: the type of "a" ends too early'],
    [
      '{{! @props a: Map<string, number }}',
      'templates/a.html:1:12: the type of "a" has brackets or quotes without a partner',
    ],
    ['{{! @props a: string) }}', 'templates/a.html:1:12: the type of "a" has brackets or quotes without a partner'],
    ['{{! @props a: string // x }}', 'templates/a.html:1:12: the type of "a" has brackets or quotes without a partner'],
  ])('of %s: %s', (template, problem) => {
    expect(problemsOf({ 'a.html': template })).toEqual([problem])
  })

  it.each([
    ['{{! A card. @props user: string }}', '1:13'],
    ['\n{{!-- A card.\n  @props user?: User\n--}}{{user.name}}', '3:3'],
    ['{{! @props: user: string }}', '1:5'],
    ['{{=<% %>=}}<%! x @props a: string %>', '1:18'],
  ])('of %j: a declaration is a comment that begins with it', (template, place) => {
    expect(problemsOf({ 'a.html': template })).toEqual([
      `templates/a.html:${place}: @props is the first word of a comment, with blanks after it: {{! @props user: User }}`,
    ])
  })

  it.each([
    '{{! The @props of a card. }}',
    '{{! See a.html: it has @props, too }}',
    '{{! mail@props a: b }}',
    '<p>{{ a }} @props a: string</p>',
    '{{!--\n  @props a: string --}}{{a}}',
    '{{! @props a?: string }}{{#if a}}{{a}}{{/if}}',
    "{{! @props a?: string }}{{ a | default('') }}",
    '{{! @props a: (x: { y: string[] }) => "}" }}',
    '{{! @props a: Map<string, [number, Set<"<">]>; b: | 1 | 2; c: { d: 1, e: 2 }[] }}',
  ])('are none in %s', (template) => {
    expect(problemsOf({ 'a.html': template })).toEqual([])
  })

  it.each([
    ['number', "'x'", "part.html takes p: number, not 'x'"],
    ['string', '3', 'part.html takes p: string, not 3'],
    ['\'a\' | "b" | 3', "'c'", "part.html takes p: 'a' | \"b\" | 3, not 'c'"],
    ['| true | null', 'false', 'part.html takes p: | true | null, not false'],
    ['boolean', 'null', 'part.html takes p: boolean, not null'],
  ])('are literals that are no %s: %s', (type, literal, message) => {
    expect(problemsOf({ 'part.html': `{{! @props p: ${type} }}`, 'a.html': `{{> part p=${literal}}}` })).toEqual([
      `templates/a.html:1:12: ${message}`,
    ])
  })

  it.each([
    ['number', '3'],
    ['string | null', 'null'],
    ['\'a\' | "b" | 3', '3'],
    ['\'a\' | "b" | 3', "'b'"],
    ["'a|b'", "'a|b'"],
    ['true | null', 'true'],
    ['unknown', "'x'"],
    ['User | string[]', "'x'"],
    ["Array<'a' | 'b'>", "'c'"],
    ["(x: 'a' | 'b') => 3 | 4", "'c'"],
  ])('are no literals that may be %s: %s', (type, literal) => {
    expect(problemsOf({ 'part.html': `{{! @props p: ${type} }}`, 'a.html': `{{> part p=${literal}}}` })).toEqual([])
  })

  it('are arguments that a partial does not declare', () => {
    expect(problemsOf({ 'card.html': '{{! @props user: any }}', 'a.html': '{{> card usr=u user=u}}' })).toEqual([
      'templates/a.html:1:14: card.html declares no property "usr" (did you mean "user"?)',
    ])
  })
})

describe('the compiler', () => {
  let workshop: Workshop

  beforeAll(async () => {
    workshop = await openWorkshop()
    await workshop.write({
      'src/db.ts': SHAPES,
      'templates/fits.html':
        "{{! @props user: import('../src/db.js').User; map: Map<string, string> }}{{user.name}}{{#if map.a}}x{{/if}}{{site}}",
      'templates/unfit.html': "{{! @props user: import('../src/db.js').User }}{{user.nme}}",
      'templates/lost.html': "{{! @props user: import('../src/db.js').Usr }}{{user.name}}",
      'templates/lost-file.html': "{{! @props user: import('../src/bd.js').User }}{{user.name}}",
      'templates/undeclared.html': "{{! @props user: import('../src/db.js').User }}{{usr.name}}",
      'templates/page.html': '{{> unfit user=u}}',
      'templates/nested.html':
        "{{! @props post: import('../src/db.js').Post }}\n{{post.author.nme}} {{post.at | date}} {{post.title}} {{#if post.nt}}x{{/if}}",
      'templates/nothing.html': "{{! @props post: import('../src/db.js').Post | null }}{{post.title}}",
      'templates/size.html': "{{! @props size?: import('../src/db.js').Size }}",
      'templates/small.html': "{{> size size='smal'}}{{> size size='small'}}",
      'templates/some.html': '{{> size size=given}}',
      'calls/globals.ts': "export {}\ndeclare module 'miniweb' {\n  interface TemplateGlobals { site: string }\n}\n",
      'calls/calls.ts': CALLS,
    })
    const out = join(workshop.folder, 'calls/templates.d.ts')
    const { text, problems } = generateTemplateTypes({ dir: join(workshop.folder, 'templates'), out })
    expect(problems.map(String)).toEqual([])
    await workshop.write({ 'calls/templates.d.ts': text })
  }, 30_000)

  afterAll(() => workshop.close())

  describe.each(COMPILERS)('%s', (compiler) => {
    it('refuses calls of templates that contradict their declaration, with the place', async () => {
      const complaints = await workshop.compile(compiler, 'calls')
      const sentences = complaints.flatMap(({ line, message }) => {
        const [, said = ''] = /TemplateProblem<"(.*)">/.exec(message) ?? []
        return said
          .split('" | "')
          .sort()
          .map((sentence) => `${line}: ${sentence}`)
      })
      expect(sentences).toEqual([
        '4: unfit.html:1:50: user.nme: the declared type has no such name',
        "5: lost.html:1:12: user is declared as import('../src/db.js').Usr, but the template reads names of it (the type cannot be found, or is any)",
        "6: lost-file.html:1:12: user is declared as import('../src/bd.js').User, but the template reads names of it (the type cannot be found, or is any)",
        '7: undeclared.html:1:50: @props declares no usr (did you mean \\"user\\"?)',
        '8: unfit.html:1:50: user.nme: the declared type has no such name',
        '9: nested.html:2:23: post.at: the declared type does not fit what is done with it',
        '9: nested.html:2:3: post.author.nme: the declared type has no such name',
        '9: nested.html:2:3: post.author: the declared type allows null or undefined: ask with {{#if}} first',
        "10: nothing.html:1:12: post is declared as import('../src/db.js').Post | null, but the template reads names of it",
        "11: small.html:1:15: size.html takes size: import('../src/db.js').Size, not 'smal'",
      ])
    }, 60_000)

    it('says the same of the generated file, where it is checked', async () => {
      const complaints = await workshop.compile(compiler, 'calls', { skipLibCheck: false })
      const inside = complaints.filter(({ file }) => file.endsWith('templates.d.ts')).map(({ message }) => message)
      expect(inside).toContainEqual(expect.stringContaining('\'"unfit.html:1:50: user.nme: the declared type has'))
      expect(inside).toContainEqual(expect.stringContaining("has no exported member 'Usr'"))
      expect(inside.join('\n')).not.toContain('fits.html')
    }, 60_000)
  })
})

const SHAPES = `export interface User { name: string; nick?: string }
export interface Post { title: string; at: string[]; author: User | undefined; note?: string }
export type Size = 'small' | 'large'
`

const CALLS = `import { render } from 'miniweb'
const user = { name: 'x' }; declare const post: import('../src/db.js').Post
render('fits.html', { user, map: new Map([['a', 'x']]) })
render('unfit.html', { user })
render('lost.html', { user })
render('lost-file.html', { user })
render('undeclared.html', { user })
render('page.html', { u: user })
render('nested.html', { post })
render('nothing.html', { post })
render('small.html', {})
render('some.html', { given: undefined })
render('some.html', { given: 'large' })
`
