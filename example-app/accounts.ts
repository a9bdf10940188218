// Signing up, logging in and out, and the page of one's own account.

import { type CtxOf, form, redirect, render, returnPath, url } from 'miniweb'
import { Credentials, NewAccount } from './account-schemas.js'
import type { AccountStore, Member } from './account-store.js'
import type { LinkStore } from './link-store.js'
import { Links } from './links.js'
import { members, site } from './visitor.js'

type SiteCtx = CtxOf<typeof site>
type MemberCtx = CtxOf<typeof members>

const signUpForm = form(NewAccount, 'accounts/sign-up.html')
const logInForm = form(Credentials, 'accounts/log-in.html')

export class Accounts {
  constructor(
    private readonly accounts: AccountStore,
    private readonly links: LinkStore,
  ) {}

  @site('/sign-up')
  newcomer() {
    return signUpForm.page()
  }

  @site.post('/sign-up', signUpForm)
  async signUp(ctx: SiteCtx, { form }: { form: Credentials }) {
    const member = await this.accounts.add(form)
    if (!member) return signUpForm.page({}, { values: form, errors: { name: ['This name is taken.'] } })
    return enter(ctx, member)
  }

  @site('/login')
  guest() {
    return logInForm.page()
  }

  /** Says the same whether the name or the password is wrong. */
  @site.post('/login', logInForm)
  async logIn(ctx: SiteCtx, { form }: { form: Credentials }) {
    const member = await this.accounts.verify(form)
    if (member) return enter(ctx, member)
    return logInForm.page({}, { values: form, errors: { '': ['No account has this name and password.'] } })
  }

  @members('/account')
  account(ctx: MemberCtx) {
    return render('accounts/account.html', { name: ctx.member.name, links: this.links.ownedBy(ctx.member.id) })
  }

  @members.post('/logout')
  logOut(ctx: MemberCtx) {
    ctx.session.destroy()
    return redirect(url(Links, 'list'))
  }
}

/** From here on the visitor is this member. Another session id, so that one that somebody knew before is worth nothing. */
function enter({ session, flash, query }: SiteCtx, { id, name }: Member) {
  session.renew()
  session.data.memberId = id
  flash.add(`Welcome, ${name}.`)
  return redirect(returnPath(query['return'], url(Links, 'list')))
}
