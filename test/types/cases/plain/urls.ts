// `url(Class, 'method', params)`: what the method's input requires, and what may be given besides.

import { App, type Ctx, type CtxOf, redirect, route, url } from 'miniweb'

interface Db { all(): string[] }
const org = route.at('/orgs/:org<int>')

class Posts {
  constructor(private readonly db: Db) {}
  readonly limit = 1
  readonly home = url(Posts, 'list')
  @route('/posts') list() { return this.db.all() }
  @route('/posts/:id<int>') show(_: Ctx, { id }: { id: number }) { return { id } }
  @route('/posts/:kind<a|b>/:day<date>') day(_: Ctx, { kind, day }: { kind: 'a' | 'b'; day: Date }) { return { kind, day } }
  @route('/self') self() { return redirect(url(Posts, 'self')) }
  @route('/ping') ping() { return { next: url(Posts, 'pong') } }
  @route('/pong') async pong() { return { next: url(Posts, 'ping') } }
  @org.get('/x') under(ctx: CtxOf<typeof org>) { return ctx.path }
  @route.post('/posts') create(_: Ctx, { form }: { form?: { title: string } }) { return form ?? null }
  @route('/a/:id') @route('/b') either(_: Ctx, { id }: { id?: string }) { return id ?? null }
}
class Older extends Posts {
  override show(_: Ctx, { id }: { id: number }) { return { id: id + 1 } }
}

url(Posts, 'show', { id: 1 })
// error: Expected 3 arguments, but got 2
url(Posts, 'show')
url(Posts, 'show', { id: 1 })
// error: Property 'id' is missing in type '{ idd: number; }'
url(Posts, 'show', { idd: 1 })
url(Posts, 'show', { id: 1 })
// error: Type 'string' is not assignable to type 'number'
url(Posts, 'show', { id: '1' })
url(Posts, 'day', { kind: 'a', day: new Date() })
// error: Type '"c"' is not assignable to type '"a" | "b"'
url(Posts, 'day', { kind: 'c', day: new Date() })
url(Posts, 'list')
// error: Argument of type '"lsit"' is not assignable to parameter of type
url(Posts, 'lsit')
url(Posts, 'list')
// error: Argument of type '"db"' is not assignable to parameter of type
url(Posts, 'db')
url(Posts, 'list')
// error: Expected 3 arguments, but got 2
url(Posts, 'limit')
url(Posts, 'list', { query: { page: 2, q: 'x', all: true, tags: ['a', 'b'], none: undefined } })
// error: 'deep' does not exist in type
url(Posts, 'list', { query: { page: { deep: 2 } } })
url(Posts, 'list', { hash: 'top' })
// error: Type 'number' is not assignable to type 'string'
url(Posts, 'list', { hash: 1 })
url(Posts, 'list')
// error: Argument of type 'Posts' is not assignable to parameter of type
url(new Posts({ all: () => [] }), 'list')
url(Older, 'show', { id: 1 })
// error: Property 'id' is missing in type '{ idd: number; }'
url(Older, 'show', { idd: 1 })

const address: string = url(Posts, 'under', { org: 3, other: 'x', query: { page: 1 }, hash: 'top' })
url(Posts, 'create')
url(Posts, 'create', { query: { a: 1 } })
url(Posts, 'either')
url(Posts, 'either', { id: 'x' })

const app = new App()
app.url('Posts.show', { id: 1, query: { page: 2 } })
// error: Type 'number' is not assignable to type
app.url('Posts.show', { id: 1, query: 2 })

export { address, app, Older, Posts }
