// Partials, layouts, blocks and dynamic partials: what they need is needed where they are included.

import { describe, expect, it } from 'vitest'
import { problemsOf, type Templates, typeOf } from './inferred.js'

const CARD = { 'card.html': '{{user.name}} {{title}}' }
const LAYOUT = {
  'layout.html': '<title>{{$title}}{{site}}{{/title}}</title>{{#if user}}{{user.name}}{{/if}}{{$body}}{{/body}}',
}

/** What is included, the template that includes it, and its type. */
type Rows = readonly (readonly [includes: Templates, template: string, type: string])[]

function check(rows: Rows): void {
  it.each(rows)('%j in %s is %s', (includes, template, type) => {
    expect(typeOf({ ...includes, 'a.html': template }, 'a.html')).toBe(type)
  })
}

describe('partials', () => {
  check([
    [CARD, '{{> card}}', '{ title: Printable; user: { name: Printable } }'],
    [CARD, '{{> card.html}}', '{ title: Printable; user: { name: Printable } }'],
    [CARD, '{{> card user=u}}', '{ title: Printable; u: { name: Printable } }'],
    [CARD, '{{> card user=a.b title="x"}}', '{ a: { b: { name: Printable } } }'],
    [
      CARD,
      '{{> card user=a or b title=(c | upper)}}',
      '{ a?: { name: Printable } | Falsy; b: { name: Printable }; c: Printable }',
    ],
    [
      CARD,
      '{{> card user=u title=t}}{{> card user=u title=t}}{{> card user=w title=t}}',
      '{ t: Printable; u: { name: Printable }; w: { name: Printable } }',
    ],
    [CARD, '{{#if u}}{{> card user=u title=""}}{{/if}}', '{ u?: { name: Printable } | Falsy }'],
    [CARD, '{{#for u in us}}{{> card user=u}}{{/for}}', '{ title: Printable; us: Items<{ name: Printable }> }'],
    [CARD, '{{#for title in ts}}{{> card}}{{/for}}', '{ ts: Items<Printable>; user: { name: Printable } }'],
    [
      CARD,
      '{{title}}{{user.name}}{{#s}}{{> card}}{{/s}}',
      '{ s?: Section<{ title?: Printable; user?: { name: Printable } }>; title: Printable; user: { name: Printable } }',
    ],
    [{ 'p.html': '{{#if a}}{{b}}{{/if}}' }, '{{> p}}', '{ a?: unknown; b: Printable }'],
    [{ 'p.html': '{{#xs}}{{a}}{{/xs}}' }, '{{> p a=c}}', '{ c: Printable; xs?: Section<{ a?: Printable }> }'],
    [{ 'p.html': '{{> q x=y}}', 'q.html': '{{x.z}}' }, '{{> p y=w}}', '{ w: { z: Printable } }'],
  ])

  it('that are included often cost little', () => {
    const rows = Array.from({ length: 18 }, (_, index) => [`p${index}.html`, `{{> p${index + 1}}}{{> p${index + 1}}}`])
    const started = performance.now()
    expect(typeOf({ ...Object.fromEntries(rows), 'p18.html': '{{a}}' }, 'p0.html')).toBe('{ a: Printable }')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('partials that include themselves', () => {
  it('make types that contain themselves', () => {
    const tree = { 'tree.html': '{{node.name}}{{#for child in node.children}}{{> tree node=child}}{{/for}}' }
    expect(typeOf({ ...tree, 'a.html': '{{> tree node=menu}}' }, 'a.html')).toBe('{ menu: TreeNode }')
    expect(typeOf(tree, 'tree.html')).toBe('{ node: TreeNode }')
  })

  it('in a section make items that contain themselves', () => {
    expect(typeOf({ 'node.html': '{{content}}{{#nodes}}{{> node}}{{/nodes}}' }, 'node.html')).toBe(
      '{ content: Printable; nodes?: Section<NodeNode> }',
    )
  })

  it('behind a question make what may be missing', () => {
    const list = { 'list.html': '{{item.name}}{{#if item.next}}{{> list item=item.next}}{{/if}}' }
    expect(typeOf(list, 'list.html')).toBe('{ item: ListNode }')
  })

  it('through others end', () => {
    const both = { 'a.html': '{{x}}{{#if y}}{{> b}}{{/if}}', 'b.html': '{{z}}{{#if y}}{{> a}}{{/if}}' }
    expect(typeOf(both, 'a.html')).toBe('{ x: Printable; y?: unknown; z: Printable }')
    expect(typeOf(both, 'b.html')).toBe('{ x: Printable; y?: unknown; z: Printable }')
  })

  it('in lists of lists end', () => {
    expect(typeOf({ 'a.html': '{{#for x in xs}}{{> a xs=x}}{{/for}}' }, 'a.html')).toBe('{ xs: Items<Items<unknown>> }')
  })
})

describe('layouts and blocks', () => {
  check([
    [LAYOUT, '{{<layout}}', '{ site: Printable; user?: { name: Printable } | Falsy }'],
    [LAYOUT, '{{<layout}}{{$title}}{{t}}{{/title}}', '{ t: Printable; user?: { name: Printable } | Falsy }'],
    [
      LAYOUT,
      '{{<layout}}{{$title}}x{{/title}}{{$body}}{{#for x in xs}}{{x}}{{/for}}{{/body}}',
      '{ user?: { name: Printable } | Falsy; xs: Items<Printable> }',
    ],
    [
      { ...LAYOUT, 'mid.html': '{{<layout}}{{$title}}{{a}}{{/title}}{{$body}}{{$main}}{{b}}{{/main}}{{/body}}' },
      '{{<mid}}{{$main}}{{c}}{{/main}}',
      '{ a: Printable; c: Printable; user?: { name: Printable } | Falsy }',
    ],
    [
      { ...LAYOUT, 'mid.html': '{{<layout}}{{$title}}{{a}}{{/title}}' },
      '{{<mid}}{{$title}}{{b}}{{/title}}',
      '{ b: Printable; user?: { name: Printable } | Falsy }',
    ],
    [
      { 'l.html': '{{#for x in xs}}{{$row}}{{/row}}{{/for}}' },
      '{{<l}}{{$row}}{{x.a}}{{/row}}',
      '{ xs: Items<{ a: Printable }> }',
    ],
  ])

  it('have the blocks that can be rendered alone', () => {
    const page = '{{<layout}}{{$body}}{{#for x in xs}}{{$row}}{{x.a}}{{/row}}{{$other}}{{q}}{{/other}}{{/for}}{{/body}}'
    const templates = { ...LAYOUT, 'a.html': page }
    expect(typeOf(templates, 'a.html#title')).toBe('{ site: Printable }')
    expect(typeOf(templates, 'a.html#body')).toBe('{ q: Printable; xs: Items<{ a: Printable }> }')
    expect(typeOf(templates, 'a.html#other')).toBe('{ q: Printable }')
    expect(typeOf(templates, 'layout.html#body')).toBe('Record<string, undefined>')
  })

  it('have no block that needs the variable of a loop around it', () => {
    const page = '{{#for x in xs}}{{$row}}{{x.a}}{{/row}}{{/for}}'
    expect(typeOf({ 'a.html': page }, 'a.html#row')).toBeUndefined()
  })

  it('that lead to themselves end', () => {
    expect(typeOf({ 'a.html': '{{a}}{{<a}}{{/a}}' }, 'a.html')).toBe('{ a: Printable }')
    expect(typeOf({ 'l.html': '{{$a}}{{/a}}', 'a.html': '{{<l}}{{$a}}{{$a}}{{x}}{{/a}}{{/a}}' }, 'a.html')).toBe(
      '{ x: Printable }',
    )
  })
})

describe('dynamic partials', () => {
  check([
    [{}, '{{> *kind}}', '{ kind: string; [name: string]: unknown }'],
    [
      {},
      '{{#s}}{{> *kind}}{{/s}}',
      '| Outside< { kind: string }, { s?: Section<{ kind?: string; [name: string]: unknown }>; [name: string]: unknown } > ' +
        '| { s?: Section<{ kind: string; [name: string]: unknown }>; [name: string]: unknown }',
    ],
    [{}, '{{#for w in ws}}{{> *w.kind it=w}}{{/for}}', '{ ws: Items<{ kind: string }>; [name: string]: unknown }'],
  ])
})

describe('a name that no template has', () => {
  it('is a problem with its place', () => {
    expect(problemsOf({ 'users/card.html': '', 'a.html': 'x\n  {{> users/crad}}' })).toEqual([
      'templates/a.html:2:7: unknown template "users/crad" (did you mean "users/card"?)',
    ])
    expect(problemsOf({ 'a.html': '{{<none}}' })).toEqual(['templates/a.html:1:4: unknown template "none"'])
    expect(problemsOf({ 'card.txt': '', 'a.html': '{{> crad.txt}}' })).toEqual([
      'templates/a.html:1:5: unknown template "crad.txt" (did you mean "card.txt"?)',
    ])
  })

  it('comes with all others, sorted by file and place', () => {
    const problems = problemsOf({ 'b.html': '{{> x}}{{> y}}', 'a.html': '{{> z}}', 'c.html': '{{#a}}' })
    expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
      'templates/a.html:1:5',
      'templates/b.html:1:5',
      'templates/b.html:1:12',
      'templates/c.html:1:1',
    ])
  })

  it('is one problem, wherever it is included', () => {
    expect(problemsOf({ 'p.html': '{{> none}}', 'a.html': '{{> p}}', 'b.html': '{{> p}}' })).toHaveLength(1)
  })

  it('is none if the file has a mistake of its own', () => {
    expect(problemsOf({ 'p.html': '{{#a}}', 'a.html': '{{> p}}' })).toEqual([
      'templates/p.html:1:1: the tag is not closed: {{/a}} is missing',
    ])
  })
})
