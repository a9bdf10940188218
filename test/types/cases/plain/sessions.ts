// Sessions: on the context only behind their layer, with data of a type, and from one place.

import { App, type CtxOf, flash, memoryStore, route, session } from 'miniweb'

interface Account { userId: number; basket: { items: string[] } }

const store = memoryStore()
const secrets = ['x'.repeat(32)]
const site = route.through(session<Account>({ store }))
const noted = site.through(flash())

class Accounts {
  @site.get('/v') known(ctx: CtxOf<typeof site>) { return String(ctx.session.data.userId?.toFixed()) }
  // error: the handler needs ctx.session, which this scope does not add: scope.with(...)
  @route.get('/v') knownBad(ctx: CtxOf<typeof site>) { return String(ctx.session.data.userId?.toFixed()) }

  @noted.get('/v') noted(ctx: CtxOf<typeof noted>) { return ctx.flash.take() as object }
  // error: the handler needs ctx.flash, which this scope does not add: scope.with(...)
  @site.get('/v') notedBad(ctx: CtxOf<typeof noted>) { return ctx.flash.take() as object }

  @site.post('/v') change(ctx: CtxOf<typeof site>) { ctx.session.data.basket = { items: [] }; return null }
  // error: Type 'number' is not assignable to type '{ items: string[]; }'
  @site.post('/v') changeBad(ctx: CtxOf<typeof site>) { ctx.session.data.basket = 7; return null }

  @site.post('/v') maybe(ctx: CtxOf<typeof site>) { return ctx.session.data.basket?.items ?? [] }
  // error: 'ctx.session.data.basket' is possibly 'undefined'
  @site.post('/v') maybeBad(ctx: CtxOf<typeof site>) { return ctx.session.data.basket.items ?? [] }

  @site.post('/v') name(ctx: CtxOf<typeof site>) { delete ctx.session.data.userId; return null }
  // error: Property 'userID' does not exist on type
  @site.post('/v') nameBad(ctx: CtxOf<typeof site>) { delete ctx.session.data.userID; return null }

  @site.post('/v') renew(ctx: CtxOf<typeof site>) { ctx.session.renew(); return ctx.session.id }
  // error: Cannot assign to 'id' because it is a read-only property
  @site.post('/v') renewBad(ctx: CtxOf<typeof site>) { ctx.session.id = ''; return ctx.session.id }
}

const app = new App()
app.through(session<Account>({ store })).get('/f', (ctx) => String(ctx.session.data.userId?.toFixed()))
// error: Property 'session' does not exist on type
app.get('/f', (ctx) => String(ctx.session.data.userId?.toFixed()))
app.through(session({ secrets })).get('/g', (ctx) => String(ctx.session.data['anything']))
app.through(session({ secrets })).through(flash()).get('/h', (ctx) => ctx.flash.take() as object)
// error: Property 'session' is missing in type 'Ctx'
app.through(flash())

session({ store, idleSeconds: 60, cookie: { sameSite: 'Strict' } })
// error: is not assignable to parameter of type 'SessionOptions'
session({ idleSeconds: 60, cookie: { sameSite: 'Strict' } })
session({ secrets: 'one' })
// error: is not assignable to parameter of type 'SessionOptions'
session({ secrets: 'one', store })
