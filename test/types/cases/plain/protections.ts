// What the layers of signed cookies, sessions, tokens and logins add to the context, and what they need of it.

import { type Ctx, type CtxOf, abort, App, csrf, loginRedirect, memoryStore, returnPath, route, session, signedCookies } from 'miniweb'

interface Account { userId: number }
interface User { name: string; role: 'admin' | 'member' }
declare function findUser(id: number | undefined): Promise<User | undefined>
const store = memoryStore()
const secrets = process.env['SECRET'] ?? ''

const kept = route.through(session<Account>({ store }))
const site = kept.through(csrf())
const signed = route.through(signedCookies({ secrets }))
const both = signed.through(session<Account>({ store })).through(csrf({ field: 'proof' }))

async function requireUser(ctx: CtxOf<typeof kept>) {
  const user = await findUser(ctx.session.data.userId)
  return user ? { user } : loginRedirect(ctx, '/login')
}
function requireRole<Role extends User['role']>(role: Role) {
  return ({ user }: { user: User }) => (user.role === role ? { user: { ...user, role } } : abort(403))
}
const members = site.with(requireUser)
const admins = members.with(requireRole('admin'))

class Pages {
  @signed.get('/v') signs(ctx: CtxOf<typeof signed>) { return ctx.signed.get('a') ?? '' }
  // error: the handler needs ctx.signed, which this scope does not add: scope.with(...)
  @site.get('/v') signsBad(ctx: CtxOf<typeof signed>) { return ctx.signed.get('a') ?? '' }

  @site.get('/v') proves(ctx: CtxOf<typeof site>) { return ctx.csrf.field }
  // error: the handler needs ctx.csrf, which this scope does not add: scope.with(...)
  @kept.get('/v') provesBad(ctx: CtxOf<typeof site>) { return ctx.csrf.field }

  @members.get('/v') knows(ctx: CtxOf<typeof members>) { return ctx.user.name }
  // error: the handler needs ctx.user, which this scope does not add: scope.with(...)
  @site.get('/v') knowsBad(ctx: CtxOf<typeof members>) { return ctx.user.name }

  @admins.get('/v') rules(ctx: Ctx & { user: { role: 'admin' } }) { return ctx.user.role }
  // error: ctx.user has another type in the handler than this scope gives
  @members.get('/v') rulesBad(ctx: Ctx & { user: { role: 'admin' } }) { return ctx.user.role }

  @both.get('/v') all(ctx: CtxOf<typeof both>) { return ctx.csrf.token + ctx.signed.get('a') + ctx.session.data.userId }
}

kept.through(csrf())
// error: Property 'session' is missing in type 'Ctx'
route.through(csrf())
site.with(requireUser)
// error: Property 'session' is missing in type 'Ctx'
route.with(requireUser)
members.with(requireRole('admin'))
// error: Property 'user' is missing in type
site.with(requireRole('admin'))
members.with(requireRole('member'))
// error: Argument of type '"owner"' is not assignable to parameter of type '"admin" | "member"'
members.with(requireRole('owner'))

signedCookies({ secrets: [secrets] })
// error: Property 'secrets' is missing in type '{}'
signedCookies({})
signedCookies({ secrets })
// error: Type 'string | undefined' is not assignable to type
signedCookies({ secrets: process.env['SECRET'] })

const app = new App()
const pages = app.through(session<Account>({ store })).through(csrf())
app.through(session({ store })).through(csrf())
// error: Property 'session' is missing in type 'Ctx'
app.through(csrf())
pages.get('/v', (ctx) => ctx.csrf.token)
// error: Property 'csrf' does not exist on type 'Ctx'
app.get('/v', (ctx) => ctx.csrf.token)
pages.with(requireUser).with(requireRole('admin')).get('/v', (ctx) => ctx.user.role satisfies 'admin')
// error: Type '"admin" | "member"' does not satisfy the expected type '"admin"'
pages.with(requireUser).get('/v', (ctx) => ctx.user.role satisfies 'admin')
app.get('/v', (ctx) => loginRedirect(ctx, returnPath(ctx.query['to'])))
// error: Argument of type 'string | undefined' is not assignable to parameter of type 'string'
app.get('/v', (ctx) => loginRedirect(ctx, ctx.query['to']))

export { admins, Pages }
