// What a handler takes of the context against what its scope adds.

import { type Ctx, type CtxOf, type Layer, type Next, Reply, abort, redirect, route } from 'miniweb'

interface User { name: string }
declare function currentUser(ctx: Ctx): Promise<User | undefined>
declare const session: Layer<{ session: { id: string } }>
const audit = async (ctx: Ctx, next: Next) => { const reply = await next(); reply.headers.set('x-id', ctx.id); return reply }
const needsUser: Layer<{}, Ctx & { user: User }> = (ctx, next) => { ctx.user.name; return next() }

const authed = route.with(async (ctx) => ({ user: (await currentUser(ctx)) ?? abort(401) }))
const login = route.with(async (ctx) => { const user = await currentUser(ctx); return user ? { user } : redirect('/login') })
const maybe = route.with((): { user: User | undefined } => ({ user: undefined }))
const strict = maybe.with((ctx) => ({ user: ctx.user ?? abort(401) }))
const site = route.through(session)
const org = authed.at('/orgs/:org<int>').through(audit).through(needsUser)
const owned = org.with((ctx, { org }) => ({ owner: `${ctx.user.name} ${org.toFixed()}` }))

class Contexts {
  @authed.get('/v') added(ctx: Ctx & { user: User }) { return ctx.user.name }
  // error: the handler needs ctx.user, which this scope does not add: scope.with(...)
  @route.get('/v') addedBad(ctx: Ctx & { user: User }) { return ctx.user.name }

  @site.get('/v') layered(ctx: CtxOf<typeof site>) { return ctx.session.id }
  // error: the handler needs ctx.session, which this scope does not add: scope.with(...)
  @authed.get('/v') layeredBad(ctx: CtxOf<typeof site>) { return ctx.session.id }

  @strict.get('/v') narrowed(ctx: CtxOf<typeof strict>) { return ctx.user.name }
  // error: ctx.user has another type in the handler than this scope gives
  @maybe.get('/v') narrowedBad(ctx: CtxOf<typeof strict>) { return ctx.user.name }

  @owned.post('/:id') deep(ctx: CtxOf<typeof owned>, { org, id }: { org: number; id: string }) { return { org, id, by: ctx.owner } }
  // error: the handler needs ctx.owner, which this scope does not add: scope.with(...)
  @org.post('/:id') deepBad(ctx: CtxOf<typeof owned>, { org, id }: { org: number; id: string }) { return { org, id, by: ctx.owner } }

  @authed.get('/v') both(ctx: CtxOf<typeof authed>, { id }: { id?: string }) { return ctx.user.name + id }
  @login.get('/v') replied(ctx: CtxOf<typeof login>) { return ctx.user.name }
  @authed.get('/v') less(ctx: Ctx) { return ctx.path }
  @authed.get('/v') part(ctx: { user: User }) { return ctx.user.name }
  @route('/one') @authed('/two') shared(ctx: Ctx) { return ctx.path }
}

authed.through(needsUser)
// error: Property 'user' is missing in type 'Ctx'
route.through(needsUser)
route.through((_, next) => next())
// error: Type 'void' is not assignable to type
route.through((_, next) => { next() })
route.through(() => new Reply())
// error: Type 'string' is not assignable to type
route.through(() => 'x')
route.with(() => ({ reader: 1 }))
// error: ctx.read exists already
route.with(() => ({ read: 1 }))
route.with(async () => ({ state2: {} }))
// error: ctx.state exists already
route.with(async () => ({ state: {} }))
route.with(() => ({ a: 1 }))
// error: Type 'void' is not assignable to type
route.with(() => { })
route.with(() => ({ a: 1 }))
// error: Type 'number' is not assignable to type
route.with(() => 1)

export { Contexts }
