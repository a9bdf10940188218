// Route decorators as plain functions, called as compilers call them: what no compiler here does, and any order.

import { beforeAll, describe, expect, it } from 'vitest'

type Miniweb = typeof import('../../src/index.js')
type Decorator = (target: unknown, nameOrContext: unknown, descriptorOrIndex?: unknown) => unknown

/** A Symbol.metadata that somebody else made before miniweb was imported, and not by Symbol.for. */
const FOREIGN = Symbol('Symbol.metadata')
const REGISTERED = Symbol.for('Symbol.metadata')

let miniweb: Miniweb

beforeAll(async () => {
  if (!Reflect.has(Symbol, 'metadata')) Object.defineProperty(Symbol, 'metadata', { value: FOREIGN })
  miniweb = await import('../../src/index.js')
})

describe('the standard flavour, by hand', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'metadata'],
  ])('refuses a context whose metadata is %s, naming the place and the way out', (_, metadata) => {
    expect(() => get('/old')(show, context({ metadata }))).toThrow(
      expect.objectContaining({
        code: 'NO_DECORATOR_METADATA',
        message: expect.stringMatching(/applied-by-hand\.test\.ts:\d+ .*"experimentalDecorators": true/),
      }),
    )
  })

  it('refuses a context without metadata at all', () => {
    const { metadata: _, ...rest } = context({})
    expect(() => get('/old')(show, rest)).toThrow(expect.objectContaining({ code: 'NO_DECORATOR_METADATA' }))
  })

  it.each([
    ['a static method', { static: true }],
    ['a private method', { private: true }],
    ['a method named by a symbol', { name: Symbol('show') }],
    ['a getter', { kind: 'getter' }],
    ['a setter', { kind: 'setter' }],
    ['a field', { kind: 'field' }],
    ['an accessor', { kind: 'accessor' }],
    ['a class', { kind: 'class' }],
  ])('refuses %s', (_, different) => {
    expect(() => get('/x')(show, context(different))).toThrow(expect.objectContaining({ code: 'BAD_DECORATOR_TARGET' }))
  })

  it.each([
    ['the Symbol.metadata of this process', () => Reflect.get(Symbol, 'metadata') as symbol],
    ['the registered symbol', () => REGISTERED],
  ])('finds the routes under %s', (_, symbolOf) => {
    class Posts {
      show() {
        return 'post'
      }
    }
    get('/posts')(show, context({ metadata: metadataOf(Posts, symbolOf()) }))
    expect(paths(new Posts())).toEqual(['/posts'])
  })

  it('gives a subclass the routes that its parent gets later', () => {
    class Parent {
      show() {
        return 'parent'
      }
    }
    class Child extends Parent {
      more() {
        return 'child'
      }
    }
    const parents = metadataOf(Parent, REGISTERED)
    const childs = metadataOf(Child, REGISTERED, parents)
    get('/more')(show, context({ name: 'more', metadata: childs }))
    get('/show')(show, context({ metadata: parents }))
    expect(paths(new Child())).toEqual(['/show', '/more'])
    expect(paths(new Parent())).toEqual(['/show'])
  })

  it('leaves the function as it is', () => {
    expect(get('/x')(show, context({}))).toBeUndefined()
  })
})

describe('the legacy flavour, by hand', () => {
  it('takes a class of plain JavaScript, without a descriptor', () => {
    class Posts {
      show() {
        return 'post'
      }
    }
    get('/posts')(Posts.prototype, 'show')
    expect(paths(new Posts())).toEqual(['/posts'])
  })

  it('takes a method whose descriptor another decorator has turned into a getter', () => {
    class Posts {
      show() {
        return 'post'
      }
    }
    get('/posts')(Posts.prototype, 'show', { configurable: true, get: () => show })
    expect(paths(new Posts())).toEqual(['/posts'])
  })

  it('gives a subclass the routes that its parent gets later', () => {
    class Parent {
      show() {
        return 'parent'
      }
    }
    class Child extends Parent {
      more() {
        return 'child'
      }
    }
    get('/more')(Child.prototype, 'more')
    get('/show')(Parent.prototype, 'show')
    expect(paths(new Child())).toEqual(['/show', '/more'])
    expect(paths(new Parent())).toEqual(['/show'])
  })

  it('refuses a parameter of a method, which is told by its index', () => {
    class Posts {
      show() {
        return 'post'
      }
    }
    expect(() => get('/x')(Posts.prototype, 'show', 0)).toThrow(
      expect.objectContaining({ code: 'BAD_DECORATOR_TARGET' }),
    )
  })

  it.each([
    ['a static method', (type: object) => [type, 'make']],
    ['a method named by a symbol', (type: { prototype: object }) => [type.prototype, Symbol.iterator]],
    ['a getter', (type: { prototype: object }) => [type.prototype, 'title']],
    ['a field', (type: { prototype: object }) => [type.prototype, 'kind']],
    ['a class', (type: object) => [type, undefined]],
  ])('refuses %s', (_, targetOf) => {
    class Posts {
      static make() {
        return ''
      }
      kind = () => ''
      get title() {
        return ''
      }
      *[Symbol.iterator]() {
        yield ''
      }
    }
    const [target, name] = targetOf(Posts)
    expect(() => get('/x')(target, name)).toThrow(expect.objectContaining({ code: 'BAD_DECORATOR_TARGET' }))
  })
})

describe('both flavours on one family', () => {
  it.each([
    ['legacy parent, standard child', true],
    ['standard parent, legacy child', false],
  ])('join in one table: %s', (_, parentIsLegacy) => {
    class Parent {
      show() {
        return 'parent'
      }
      list() {
        return 'parent'
      }
    }
    class Child extends Parent {
      override list() {
        return 'child'
      }
    }
    const parents = metadataOf(Parent, REGISTERED)
    const childs = metadataOf(Child, REGISTERED, parents)
    const declare = (type: typeof Parent, isLegacy: boolean, name: string, path: `/${string}`) =>
      isLegacy
        ? get(path)(type.prototype, name)
        : get(path)(show, context({ name, metadata: type === Child ? childs : parents }))
    declare(Parent, parentIsLegacy, 'show', '/show')
    declare(Parent, parentIsLegacy, 'list', '/old')
    declare(Child, !parentIsLegacy, 'list', '/new')
    expect(paths(new Child())).toEqual(['/show', '/new'])
    expect(paths(new Parent())).toEqual(['/show', '/old'])
  })
})

function show(): string {
  return ''
}

/** The decorator of a route, as a function that takes whatever a compiler may pass. */
function get(path: `/${string}`): Decorator {
  return miniweb.route.get(path) as unknown as Decorator
}

function context(different: object): Record<string, unknown> {
  return { kind: 'method', name: 'show', static: false, private: false, metadata: {}, ...different }
}

/** Gives a class a metadata object, as the standard says it inherits. */
function metadataOf(type: object, symbol: symbol, parent: object | null = null): object {
  const metadata: object = Object.create(parent)
  Object.defineProperty(type, symbol, { value: metadata })
  return metadata
}

function paths(controller: object): readonly string[] {
  return new miniweb.App({ templates: false })
    .register(controller)
    .routes()
    .map(({ path }) => path)
}
