// Messages for the next page that a visitor sees, shown once: "Saved", after a redirect. They are kept in the session, each in a
// field of its own, so that requests at the same time lose none.

import { randomBytes } from 'node:crypto'
import { type Ctx, extendContext, extendView } from '../../http/context.js'
import type { Layer } from '../../http/layer.js'
import type { Session } from './session.js'

/** One message. */
export interface FlashMessage {
  /** Such as `'info'` or `'error'`: what a style sheet may go by. */
  readonly kind: string
  readonly text: string
}

/** The messages of a visitor. */
export interface Flash {
  /** Adds a message to those that the next page shows. @param kind default: `'info'` */
  add(text: string, kind?: string): void
  /** All messages, the oldest first; they are gone with this. */
  take(): readonly FlashMessage[]
}

const PREFIX = 'flash:'

/**
 * A layer that gives `ctx.flash`, and `flash` to templates. It needs `session()` around it.
 *
 * @example const site = route.through(session({ store: memoryStore() })).through(flash())
 */
export function flash(): Layer<{ flash: Flash }, Ctx & { session: Session<object> }> {
  return function flash(ctx, next) {
    const messages = new SessionFlash(ctx.session)
    extendContext(ctx, { flash: messages })
    let shown: readonly FlashMessage[] | undefined // a page may ask twice: whether there are any, and which
    extendView(ctx, 'flash', () => {
      shown ??= messages.take()
      return shown
    })
    return next()
  }
}

class SessionFlash implements Flash {
  readonly #session: Session<object>
  #count = 0

  constructor(session: Session<object>) {
    this.#session = session
  }

  add(text: string, kind = 'info'): void {
    this.#fields[fieldName(this.#count++)] = { kind: String(kind), text: String(text) }
  }

  take(): readonly FlashMessage[] {
    const fields = this.#fields
    const names = Object.keys(fields).filter((name) => name.startsWith(PREFIX))
    const messages = names.sort().map((name) => fields[name] as FlashMessage)
    for (const name of names) delete fields[name]
    return messages
  }

  get #fields(): Record<string, unknown> {
    return this.#session.data as Record<string, unknown>
  }
}

/** Names that sort by time, then by the order in one request; the rest tells requests of one moment apart. */
function fieldName(count: number): string {
  const order = `${Date.now().toString(36).padStart(9, '0')}${count.toString(36).padStart(4, '0')}`
  return `${PREFIX}${order}${randomBytes(6).toString('base64url')}`
}
