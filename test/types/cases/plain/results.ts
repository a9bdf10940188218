// What a handler may return, as a method: each refusal says what to do instead.

import { Readable } from 'node:stream'
import { abort, type Ctx, file, html, HttpError, json, redirect, render, Reply, route, type SafeHtml, text } from 'miniweb'

interface Post { id: number; title: string }
class Money { constructor(readonly cents: number) {} }
declare function find(id: number): Post | undefined
declare function load(): Promise<unknown>

class Results {
  @route.get('/v') value() { return null }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') valueBad() { }

  @route.get('/v') async later() { return null }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') async laterBad() { }

  @route.get('/v') sometimes(ctx: Ctx) { if (ctx.secure) return 'x'; return null }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') sometimesBad(ctx: Ctx) { if (ctx.secure) return 'x'; return undefined }

  @route.get('/v') found() { return find(1) ?? null }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') foundBad() { return find(1) }

  @route.get('/v') aborts() { return abort(404) }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') abortsBad() { abort(404) }

  @route.get('/v') throws(): never { throw new HttpError(410) }
  // error: the handler returns nothing (undefined): a forgotten return? null is 204
  @route.get('/v') throwsBad() { throw new HttpError(410) }

  @route.get('/v') number() { return json(5) }
  // error: the handler returns a number or boolean: wrap it, json(value) or text(String(value))
  @route.get('/v') numberBad() { return 5 }

  @route.get('/v') async boolean() { return json(true) }
  // error: the handler returns a number or boolean: wrap it, json(value) or text(String(value))
  @route.get('/v') async booleanBad(ctx: Ctx) { return ctx.secure }

  @route.get('/v') symbol() { return Symbol('x').toString() }
  // error: the handler returns a symbol or bigint
  @route.get('/v') symbolBad() { return Symbol('x') }

  @route.get('/v') bigint() { return String(5n) }
  // error: the handler returns a symbol or bigint
  @route.get('/v') bigintBad() { return 5n }

  @route.get('/v') called() { return this.value() }
  // error: the handler returns a function: call it?
  @route.get('/v') calledBad() { return this.value }

  @route.get('/v') instance() { return new Money(1) }
  // error: the handler returns a class
  @route.get('/v') instanceBad() { return Money }

  @route.get('/v') entries(ctx: Ctx) { return [...new Map([['a', ctx.path]])] }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') entriesBad(ctx: Ctx) { return new Map([['a', ctx.path]]) }

  @route.get('/v') items() { return [...new Set([1, 2])] }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') async itemsBad() { return new Set([1, 2]) }

  @route.get('/v') async *stream() { yield 'x' }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') *streamBad() { yield 'x' }

  @route.get('/v') pattern() { return /x/.source }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') patternBad() { return /x/ }

  @route.get('/v') buffered() { return new Uint8Array(new ArrayBuffer(3)) }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') bufferedBad() { return new ArrayBuffer(3) }

  @route.get('/v') async blob() { return new Uint8Array(await new Blob(['x']).arrayBuffer()) }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') blobBad() { return new Blob(['x']) }

  @route.get('/v') formData() { return Object.fromEntries(new FormData()) }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') formDataBad() { return new FormData() }

  @route.get('/v') headers() { return Object.fromEntries(new Headers()) }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') headersBad() { return new Headers() }

  @route.get('/v') searchParams() { return String(new URLSearchParams()) }
  // error: the handler returns what JSON cannot carry (Map, Set, generator, Blob and the like): convert it
  @route.get('/v') searchParamsBad() { return new URLSearchParams() }

  @route.get('/v') async promises() { return await Promise.all([load()]) }
  // error: the handler returns an array of promises: await Promise.all(...)
  @route.get('/v') async promisesBad() { return [load()] }

  @route.get('/v') async known() { return json(await load()) }
  // error: the handler returns unknown: wrap it, json(value)
  @route.get('/v') async knownBad() { return load() }

  @route.get('/v') text() { return 'x' }
  @route.get('/v') interface(): Post | null { return find(1) ?? null }
  @route.get('/v') literal() { return { a: 1, b: [null] } }
  @route.get('/v') list() { return [1, 2] }
  @route.get('/v') emptyList() { return [] }
  @route.get('/v') emptyObject() { return {} }
  @route.get('/v') readonly(): readonly Post[] { return [] }
  @route.get('/v') anything(): any { return JSON.parse('1') }
  @route.get('/v') anyList(): any[] { return [] }
  @route.get('/v') async nothing(): Promise<never> { return abort(404) }
  @route.get('/v') mixed(ctx: Ctx) { return ctx.secure ? abort(404) : ctx.path === '/' ? 'x' : { a: 1 } }
  @route.get('/v') buffer() { return Buffer.from('x') }
  @route.get('/v') bytes() { return new Uint8Array(3) }
  @route.get('/v') nodeStream() { return Readable.from(['x']) }
  @route.get('/v') webStream() { return new ReadableStream() }
  @route.get('/v') response() { return new Response('x') }
  @route.get('/v') reply(): Reply { return new Reply() }
  @route.get('/v') safe(): SafeHtml { return html`<b>${'x'}</b>` }
  @route.get('/v') made(ctx: Ctx) { return ctx.secure ? render('x.html', { a: 1 }, { status: 201 }) : ctx.path === '/' ? redirect('/') : text('x') }
  @route.get('/v') async sent() { return file('x.pdf', { download: true }) }
  @route.get('/v') toJson() { return { toJSON: () => 'x' } }
  @route.get('/v') generic(): Record<string, unknown> { return {} }
}

class Broken {
  @route.get('/v') fine() { return find(1) ?? null }
  // error: Cannot find name 'missing'
  @route.get('/v') fineBad() { return missing(1) ?? null }
}

export { Broken, Results }
