// miniweb with each of its layers, as the documentation of the layer writes it, around the same greeting.
// A visit to /visit makes what a visitor brings from then on.

import { GREETING } from '../../content.js'
import { AUDIENCE, ISSUER, ORIGIN, SECRET } from '../../layers/visitor.js'
import {
  App,
  type Ctx,
  compress,
  cors,
  csrf,
  etag,
  flash,
  health,
  memoryStore,
  rateLimit,
  requestLog,
  type Session,
  secureHeaders,
  session,
  signedCookies,
} from '../../miniweb.js'
import { bearer } from '../../miniweb-jwt.js'
import { LONG_TABLE, tablePage } from '../../pages.js'

type SessionCtx = Ctx & { readonly session: Session }

const TEXT = tablePage(LONG_TABLE)

/** No request of a run is one too many. */
const UNREACHED = { limit: 1_000_000_000, windowSeconds: 3600 }

const hello = (): string => GREETING

const text = (): string => TEXT

const stored = () => session({ store: memoryStore() })

/** Begins the session. */
function begin(ctx: SessionCtx): string {
  ctx.session.data['userId'] = 7
  return 'welcome'
}

/** Reads the session, and leaves it as it is. */
function read(ctx: SessionCtx): string {
  return ctx.session.data['userId'] === 7 ? GREETING : 'nobody'
}

/** The four layers that nearly every app has. */
function usual(): App {
  return new App()
    .use(requestLog())
    .use(secureHeaders())
    .use(cors({ origins: [ORIGIN] }))
}

/** Makes an app, with a layer or without. */
export const LAYERED_APPS: Readonly<Record<string, () => App>> = {
  hello: () => new App().get('/', hello),
  text: () => new App().get('/table', text),
  cors: () => new App().use(cors({ origins: [ORIGIN] })).get('/', hello),
  'secure-headers': () => new App().use(secureHeaders()).get('/', hello),
  'request-log': () => new App().use(requestLog()).get('/', hello),
  'session-new': () => sessionApp(stored(), hello),
  'session-unread': () => sessionApp(stored(), hello),
  'session-read': () => sessionApp(stored(), read),
  'session-sealed': () => sessionApp(session({ secrets: SECRET }), read),
  csrf: () => {
    const app = new App()
    app.through(stored()).through(csrf()).get('/visit', begin).get('/', read)
    return app
  },
  'csrf-token': () => {
    const app = new App()
    const site = app.through(stored()).through(csrf())
    site.get('/visit', begin).get('/', (ctx) => (ctx.csrf.token.length === 86 ? read(ctx) : 'no token'))
    return app
  },
  flash: () => {
    const app = new App()
    const site = app.through(stored()).through(flash())
    site.get('/visit', begin).get('/', (ctx) => (ctx.flash.take().length === 0 ? read(ctx) : 'a message'))
    return app
  },
  'signed-cookies': () => {
    const app = new App()
    const site = app.through(signedCookies({ secrets: SECRET }))
    site.get('/', (ctx) => (ctx.signed.get('group') === 'a' ? GREETING : 'no group'))
    site.get('/visit', (ctx) => {
      ctx.signed.set('group', 'a')
      return 'welcome'
    })
    return app
  },
  'rate-limit': () => new App().use(rateLimit(UNREACHED)).get('/', hello),
  'compress-small': () => new App().use(compress()).get('/', hello),
  'compress-gzip': () => new App().use(compress()).get('/table', text),
  'compress-br': () => new App().use(compress()).get('/table', text),
  etag: () => new App().use(etag()).get('/', hello),
  'etag-10k': () => new App().use(etag()).get('/table', text),
  health: () => {
    const app = new App()
    return app.use(health({ isReady: () => app.isReady })).get('/', hello)
  },
  bearer: () => {
    const app = new App()
    const options = { secret: SECRET, algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE } as const
    app.through(bearer(options)).get('/', (ctx) => (ctx.claims.sub === '7' ? GREETING : 'nobody'))
    return app
  },
  'all-new': () => sessionApp(stored(), hello, usual()),
  all: () => sessionApp(stored(), read, usual()),
}

function sessionApp(layer: ReturnType<typeof stored>, handler: (ctx: SessionCtx) => string, app = new App()): App {
  app.through(layer).get('/visit', begin).get('/', handler)
  return app
}
