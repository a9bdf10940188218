// The link board as an app: folders, controllers, layers, error pages, and what its templates may call.

import { App, redirect, url } from 'miniweb'
import { answerError } from './error-answers.js'
import { LIMITS } from './link-schemas.js'
import type { LinkStore } from './link-store.js'
import { Links } from './links.js'
import { LinksApi } from './links-api.js'
import { ownContent } from './protection.js'
import { hostOf, plural } from './wording.js'

declare module 'miniweb' {
  interface TemplateGlobals {
    readonly site: string
    readonly limits: typeof LIMITS
  }
}

/** Makes the app of a store, and closes the store with it. Each test can have a board of its own. */
export function linkBoard(store: LinkStore): App {
  const app = new App({
    templates: new URL('templates', import.meta.url),
    static: new URL('static', import.meta.url),
  })
  app.use(ownContent)
  app.register(new Links(store), new LinksApi(store))
  app.get('/links', () => redirect(url(Links, 'list')))
  app.template.global('site', 'Link board').global('limits', LIMITS).helper('host', hostOf).helper('plural', plural)
  app.error(answerError)
  app.onClose(() => store.close())
  return app
}
