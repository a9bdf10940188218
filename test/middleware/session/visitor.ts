// A visitor with a browser's memory of cookies, and a store that can be watched and broken.

import supertest from 'supertest'
import { type App, memoryStore, type SessionStore } from '../../../src/index.js'

/** A visitor of an app: sends the cookies that answers have set. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #target: App | string

  /** @param target an app, or the origin of a server */
  constructor(target: App | string) {
    this.#target = target
  }

  get(path: string, fields: Readonly<Record<string, string>> = {}): Promise<supertest.Response> {
    return this.#send('get', path, fields)
  }

  post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<supertest.Response> {
    return this.#send('post', path, fields)
  }

  async #send(method: 'get' | 'post', path: string, fields: Readonly<Record<string, string>>) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await supertest(typeof this.#target === 'string' ? this.#target : this.#target.handler)
      [method](path)
      .set(cookie === '' ? fields : { cookie, ...fields })
    for (const line of setCookies(answer)) this.#keep(line)
    return answer
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/; Max-Age=0(?:;|$)/.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** The Set-Cookie lines of an answer. */
export function setCookies(answer: supertest.Response): readonly string[] {
  return (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []
}

/** A memory store that notes what is asked of it, and fails while it is told to. */
export interface WatchedStore extends SessionStore {
  /** `read`, `write` and `delete`, in order, with the key. */
  readonly calls: (readonly [call: 'read' | 'write' | 'delete', key: string])[]
  /** How often something was written or deleted. */
  readonly writes: number
  /** What its calls reject with, if anything. */
  failure: unknown
}

/** @param store what does the work */
export function watchedStore(store: SessionStore = memoryStore()): WatchedStore {
  const calls: WatchedStore['calls'] = []
  const watched: WatchedStore = {
    calls,
    get writes() {
      return calls.filter(([call]) => call !== 'read').length
    },
    failure: undefined,
    read: (key) => noted('read', key, () => store.read(key)),
    write: (key, ...rest) => noted('write', key, () => store.write(key, ...rest)),
    delete: (key) => noted('delete', key, () => store.delete(key)),
  }
  async function noted<T>(call: 'read' | 'write' | 'delete', key: string, work: () => Promise<T>): Promise<T> {
    calls.push([call, key])
    if (watched.failure !== undefined) throw watched.failure
    return work()
  }
  return watched
}
