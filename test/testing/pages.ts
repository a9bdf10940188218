// Small apps for the tests of the visitor: a page of given HTML, and an echo of what it sends.

import { App, type AppOptions, type Ctx, html, json, type Reply, trustedHtml } from '../../src/index.js'
import { visitor } from '../../src/testing.js'

/** What the app saw of a request. */
export interface Seen {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An app whose page `/` has the given body, and that answers anything under `/echo` with what it saw. */
export function appWith(body: string, options: AppOptions = {}, page: PageHeaders = {}): App {
  const app = new App({ templates: false, dev: false, ...options })
  const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const
  app.get('/', ({ res }) => {
    for (const [name, value] of Object.entries(page)) res.setHeader(name, value)
    return html`<!doctype html><title>The page</title>${trustedHtml(body)}`
  })
  app.route('/echo', { methods }, echo)
  app.route('/echo/:rest<path>', { methods }, echo)
  return app
}

/** Header fields of the page `/`. */
type PageHeaders = Readonly<Record<string, string | string[]>>

async function echo(ctx: Ctx): Promise<Reply> {
  const bytes = ctx.method === 'GET' ? Buffer.alloc(0) : Buffer.from(await ctx.read.bytes())
  const headers = ctx.headers
  return json({ method: ctx.method, target: ctx.req.url, headers, body: bytes.toString('latin1') })
}

/** The first page of an app with the given body. */
export function openPage(body: string): ReturnType<ReturnType<typeof visitor>['open']> {
  return visitor(appWith(body)).open('/')
}

/** What the app saw, from the page that echoes it. */
export function seen({ json }: { readonly json: unknown }): Seen {
  return json as Seen
}
