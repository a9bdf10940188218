// Accounts as JSON: a program signs up or logs in, and gets the token that it shows from then on.

import { abort, type Ctx, json, route } from 'miniweb'
import { Credentials, NewAccount } from './account-schemas.js'
import type { AccountStore, Member } from './account-store.js'
import { tokenFor } from './tokens.js'

const api = route.at('/api')

export class AccountsApi {
  constructor(private readonly accounts: AccountStore) {}

  @api.post('/accounts', { body: NewAccount })
  async signUp(_: Ctx, { body }: { body: Credentials }) {
    return withToken((await this.accounts.add(body)) ?? abort(409, 'this name is taken'))
  }

  @api.post('/tokens', { body: Credentials })
  async logIn(_: Ctx, { body }: { body: Credentials }) {
    return withToken((await this.accounts.verify(body)) ?? abort(403, 'no account has this name and password'))
  }
}

/** A token is for whoever has asked: no cache keeps it, and nothing on the way changes it. */
async function withToken(member: Member) {
  return json(await tokenFor(member), { status: 201, headers: { 'cache-control': 'no-store, no-transform' } })
}
