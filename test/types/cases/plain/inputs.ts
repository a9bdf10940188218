// What a handler takes against what its path gives.

import { type Ctx, json, route } from 'miniweb'

class Inputs {
  @route.get('/posts/:id<int>') name(_: Ctx, { id }: { id: number }) { return String(id) }
  // error: the handler takes 'idd', which neither path nor schema gives
  @route.get('/posts/:id<int>') nameBad(_: Ctx, { idd }: { idd: number }) { return String(idd) }

  @route.get('/posts/:id<int>') type(_: Ctx, { id }: { id: number }) { return String(id) }
  // error: 'id' has another type in the handler than the path or schema gives
  @route.get('/posts/:id<int>') typeBad(_: Ctx, { id }: { id: string }) { return id }

  @route.get('/posts/:id') text(_: Ctx, { id }: { id: string }) { return id }
  // error: 'id' has another type in the handler than the path or schema gives
  @route.get('/posts/:id') textBad(_: Ctx, { id }: { id: number }) { return String(id) }

  @route.get('/:day<date>') date(_: Ctx, { day }: { day: Date }) { return json(day) }
  // error: 'day' has another type in the handler than the path or schema gives
  @route.get('/:day<date>') dateBad(_: Ctx, { day }: { day: string }) { return json(day) }

  @route.get('/x/:k<a|b>') union(_: Ctx, { k }: { k: 'a' | 'b' }) { return k }
  // error: 'k' has another type in the handler than the path or schema gives
  @route.get('/x/:k<a|b>') unionBad(_: Ctx, { k }: { k: 'a' | 'c' }) { return k }

  @route.get('/x') none() { return 'x' }
  // error: the handler takes 'id', which neither path nor schema gives
  @route.get('/x') noneBad(_: Ctx, { id }: { id: number }) { return String(id) }

  @route.get('/x/:id') optional(_: Ctx, input?: { id: string }) { return input ?? null }
  // error: the handler takes 'idd', which neither path nor schema gives
  @route.get('/x/:id') optionalBad(_: Ctx, input?: { idd: string }) { return input ?? null }

  @route.get('/x/:id') two(_: Ctx, { id }: { id: string }) { return id }
  // error: a handler takes (ctx, input): input is an object, { id }
  @route.get('/x/:id') twoBad(_: Ctx, { id }: { id: string }, third: number) { return id + third }

  @route.get('/x/:id') object(_: Ctx, { id }: { id: string }) { return id }
  // error: a handler takes (ctx, input): input is an object, { id }
  @route.get('/x/:id') objectBad(_: Ctx, id: string) { return id }

  @route.get('/x/:slug') order(_: Ctx, { slug }: { slug: string }) { return slug }
  // error: the handler needs ctx.slug, which this scope does not add: scope.with(...)
  @route.get('/x/:slug') orderBad({ slug }: { slug: string }) { return slug }

  @route.get('/x/:id<int>') wide(_: Ctx, { id }: { id: number | string }) { return String(id) }
  @route.get('/x/:id<int>') whole(_: Ctx, input: { id: number }) { return input }
  @route.get('/x/:id<int>') ignored() { return 'x' }
  @route.get('/x/:id<int>') extra(_: Ctx, { page }: { page?: number }) { return String(page) }
  @route.get('/:d<date>/:u<uuid>/:s<slug>/:f<float>/:p/:q<string>/:r<path>')
  all(_: Ctx, input: { d: Date; u: string; s: string; f: number; p: string; q: string; r: string }) { return input }
}

export { Inputs }
