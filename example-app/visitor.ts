// Who is asking. A board has a database of its own, so the layers that need it stand around the app (board.ts); what they
// put on the context is given its types here, by the scopes of the pages: `site` for everybody, `members` behind the login.

import { type Ctx, type CtxOf, csrf, type Flash, type Layer, loginRedirect, route, type Session } from 'miniweb'
import type { AccountStore, Member } from './account-store.js'

/** What a session holds of somebody who is logged in. */
interface LoggedIn {
  memberId: number
}

type SessionCtx = Ctx & { readonly session: Session<LoggedIn> }

interface Visitor {
  readonly session: Session<LoggedIn>
  readonly flash: Flash
  /** Who is logged in. */
  readonly member: Member | undefined
}

/** A layer that gives `member` to handlers and templates. The account is looked up when one of them asks, as it is now. */
export function recognize(accounts: AccountStore): Layer<{ member: Member | undefined }, SessionCtx> {
  return (ctx, next) => {
    const get = () => {
      const { memberId } = ctx.session.data
      return memberId === undefined ? undefined : accounts.find(memberId)
    }
    for (const target of [ctx, ctx.view]) {
      Object.defineProperty(target, 'member', { get, enumerable: true, configurable: true })
    }
    return next()
  }
}

function visitor({ session, flash, member }: Ctx & Partial<Visitor>): Visitor {
  if (!session || !flash) throw new TypeError('these pages need session() and flash() around the app')
  return { session, flash, member }
}

/** The pages that everybody may see. Their forms carry a CSRF token. */
export const site = route.with(visitor).through(csrf())

/** The member who is logged in, or the way to the login and back. */
function requireMember(ctx: CtxOf<typeof site>) {
  return ctx.member ? { member: ctx.member } : loginRedirect(ctx, '/login')
}

/** The pages of members: their handlers have `ctx.member`. */
export const members = site.with(requireMember)
