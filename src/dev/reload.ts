// Pages that keep themselves new under `miniweb dev`: a script in each, and the stream of events that it listens to.
// The stream is for pages of this very origin: others would learn when somebody works, and on what.
// @see https://html.spec.whatwg.org/multipage/server-sent-events.html

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DevSession, PageVersion } from '../dev-session.js'
import { HttpError } from '../errors.js'
import type { Context } from '../http/context.js'
import { Reply } from '../http/reply.js'

/** Where the stream of events is. */
export const CHANGES_PATH = '/.miniweb/changes'

/** How long a browser waits before it comes again to a command that is gone, in milliseconds. */
const RETRY_MS = 1000
/** The process ends, and who connects at once waits for the next one. */
const RESTART = 'event: restart\ndata:\n\n'

/** The script that pages carry. */
export interface ReloadScript {
  /** How a Content-Security-Policy names it: `'sha256-…'`. */
  readonly hash: string
  /** The element, for a page that is made now. */
  element(version: PageVersion): string
}

/** Reads the script. */
export function readReloadScript(): ReloadScript {
  const script = readFileSync(new URL('../../static/development-reload.js', import.meta.url), 'utf8')
  return {
    hash: `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    element: ({ page, styles }) =>
      `<script data-page="${page}" data-styles="${styles}" data-changes="${CHANGES_PATH}">${script}</script>`,
  }
}

/**
 * Answers with the version of what pages are made of, now and after each change.
 *
 * @throws HttpError 403 for what no page of this origin has sent, 405 for other methods than GET
 */
export function changesReply(ctx: Context, session: DevSession): Reply {
  if (ctx.method !== 'GET') throw new HttpError(405, undefined, { headers: { allow: 'GET' } })
  if (!isOwnPage(ctx)) throw new HttpError(403, 'this stream is for pages of the app itself')
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
  return new Reply({ kind: 'stream', stream: events(session, ctx.signal) }, { headers })
}

/** Browsers leave the origin out for a stream of the page's own, but say that it is one. */
function isOwnPage({ headers, host }: Context): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return false
  return site === undefined ? origin !== undefined : site === 'same-origin'
}

async function* events(session: DevSession, signal: AbortSignal): AsyncGenerator<string, void> {
  yield `retry: ${RETRY_MS}\n${message(session.version)}`
  const over = new AbortController()
  const coming: (PageVersion | undefined)[] = []
  let wake: () => void = () => undefined
  const take = (version: PageVersion | undefined) => {
    coming.push(version)
    wake()
  }
  session.follow(take, over.signal)
  signal.addEventListener('abort', () => take(undefined), { once: true })
  try {
    for (;;) {
      while (coming.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const version = coming.shift()
      yield version === undefined ? RESTART : message(version)
      if (version === undefined) return
    }
  } finally {
    over.abort()
  }
}

function message(version: PageVersion): string {
  return `data: ${JSON.stringify({ page: version.page, styles: version.styles })}\n\n`
}
