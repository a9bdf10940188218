// The link board as an app: folders, layers, controllers, error pages, and what its templates may call.

import type Database from 'libsql'
import {
  App,
  type AppOptions,
  compress,
  type FlashMessage,
  flash,
  health,
  redirect,
  requestLog,
  type SafeHtml,
  secureHeaders,
  session,
  url,
} from 'miniweb'
import { ACCOUNT_LIMITS } from './account-schemas.js'
import { AccountStore, type Member } from './account-store.js'
import { Accounts } from './accounts.js'
import { AccountsApi } from './accounts-api.js'
import { answerError } from './error-answers.js'
import { LIMITS } from './link-schemas.js'
import { LinkStore } from './link-store.js'
import { Links } from './links.js'
import { LinksApi } from './links-api.js'
import { loginLimits } from './login-limits.js'
import { PictureStore } from './picture-store.js'
import { Pictures } from './pictures.js'
import { SqlSessions } from './session-store.js'
import { recognize } from './visitor.js'
import { hostOf, plural } from './wording.js'

declare module 'miniweb' {
  interface TemplateGlobals {
    readonly site: string
    readonly limits: { readonly link: typeof LIMITS; readonly account: typeof ACCOUNT_LIMITS }
    readonly flash: readonly FlashMessage[]
    readonly member: Member | undefined
    readonly csrf_field: SafeHtml
  }
}

/** The largest form: a picture that is too large still comes through, up to 10 MiB, so that its form can say so. */
const UPLOAD_BYTES = 12 * 2 ** 20

/**
 * Makes the app of a database, and closes the database with it. Each test can have a board of its own.
 *
 * @param options `log` takes what the app and its request log have to say. Default: stderr and stdout
 */
export function linkBoard(db: Database.Database, options: Pick<AppOptions, 'log'> = {}): App {
  const app = new App({
    ...options,
    templates: new URL('templates', import.meta.url),
    static: new URL('static', import.meta.url),
    limits: { uploadBytes: UPLOAD_BYTES },
  })
  const links = new LinkStore(db)
  const accounts = new AccountStore(db)
  const pictures = new PictureStore(db)

  // From the outside in.
  app.use(
    health({ isReady: () => app.isReady, checks: { database: () => db.prepare('select 1').get() !== undefined } }),
  )
  app.use(requestLog(options))
  app.use(compress())
  app.use(secureHeaders({ contentSecurityPolicy: { 'frame-ancestors': ["'none'"] } }))
  for (const limit of loginLimits()) app.use('/login', limit).use('/api/tokens', limit)
  app.use(session({ store: new SqlSessions(db) }))
  app.use(flash())
  app.use(recognize(accounts))

  app.register(new Links(links, pictures), new Pictures(pictures), new Accounts(accounts, links))
  app.register(new LinksApi(links), new AccountsApi(accounts))
  app.get('/links', () => redirect(url(Links, 'list')))
  app.template.global('site', 'Link board').global('limits', { link: LIMITS, account: ACCOUNT_LIMITS })
  app.template.helper('host', hostOf).helper('plural', plural)
  app.error(answerError)
  app.onClose(() => db.close())
  return app
}
