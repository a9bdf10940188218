// What proxies say of the client: believed as far as the option says, read from the nearest proxy outwards.
// What the client itself has put into the same fields stands further out, and is never reached.
// @see RFC 7239, RFC 9110 section 3.7

import { AddressList, canonicalAddress } from './address.js'
import { isHost, isSecure, peerAddress, type RawRequest } from './peer.js'

/**
 * Which proxies are believed: how many stand before the app, or their addresses and ranges. They speak in
 * `X-Forwarded-For`, `-Proto` and `-Host`, or in `Forwarded` where `header` says so.
 */
export type TrustProxy = Proxies | { readonly proxies: Proxies; readonly header: 'forwarded' | 'x-forwarded' }

type Proxies = false | number | readonly string[]

/** The other end of a request, as far as it is known. */
export interface Client {
  /** Its address in one spelling; empty on a unix socket. */
  readonly ip: string
  /** The host that it asked a proxy for. */
  readonly host: string | undefined
  /** Whether it came over TLS. */
  readonly secure: boolean
}

/** Finds the client of a request. */
export type FindClient = (req: RawRequest) => Client

/** What each proxy has added, the nearest last. */
interface Said {
  readonly addresses: readonly (string | undefined)[]
  readonly host: string | undefined
  readonly scheme: string | undefined
}

/** Finds clients behind the proxies that are trusted. @throws TypeError for an option that makes no sense */
export function clientFinder(trust: TrustProxy = false): FindClient {
  const { proxies, header } =
    typeof trust === 'object' && 'proxies' in trust ? trust : { proxies: trust, header: 'x-forwarded' }
  if (proxies === false || proxies === 0) return directClient
  if (header !== 'forwarded' && header !== 'x-forwarded')
    throw new TypeError(`its header is 'forwarded' or 'x-forwarded', not ${String(header)}`)
  const isProxy = proxyTest(proxies)
  const read = header === 'forwarded' ? readForwarded : readXForwarded
  return (req) => {
    const direct = directClient(req)
    return isProxy(direct.ip, 0) ? behind(direct, read(req), isProxy) : direct
  }
}

/** Whether an address is one of the proxies; `distance` says how many stand between it and the app. */
type IsProxy = (address: string, distance: number) => boolean

function proxyTest(proxies: Exclude<Proxies, false>): IsProxy {
  if (typeof proxies !== 'number') {
    const list = new AddressList(proxies)
    return (address) => list.has(address)
  }
  if (!Number.isInteger(proxies) || proxies < 0)
    throw new TypeError(`the number of proxies is a whole number from 0, not ${proxies}`)
  return (_, distance) => distance < proxies
}

function directClient(req: RawRequest): Client {
  return new Peer(req)
}

/** The other end of the socket; its address is brought into its one spelling where somebody asks for it. */
class Peer implements Client {
  readonly host = undefined
  readonly #req: RawRequest
  #ip: string | undefined

  constructor(req: RawRequest) {
    this.#req = req
  }

  get ip(): string {
    this.#ip ??= peerAddress(this.#req)
    return this.#ip
  }

  get secure(): boolean {
    return isSecure(this.#req)
  }
}

function behind(proxy: Client, { addresses, host, scheme }: Said, isProxy: IsProxy): Client {
  let { ip } = proxy
  for (let distance = 1; distance <= addresses.length && isProxy(ip, distance - 1); distance++) {
    const address = addresses[addresses.length - distance]
    if (address === undefined) break
    ip = address
  }
  const secure = scheme === 'https' ? true : scheme === 'http' ? false : proxy.secure
  return { ip, host: host !== undefined && isHost(host) ? host : undefined, secure }
}

function readXForwarded({ headers }: RawRequest): Said {
  const list = (name: string) => String(headers[name] ?? '').split(',')
  return {
    addresses: list('x-forwarded-for').map((item) => canonicalAddress(item.trim())),
    host: list('x-forwarded-host').at(-1)?.trim(),
    scheme: list('x-forwarded-proto').at(-1)?.trim().toLowerCase(),
  }
}

/** One parameter of `Forwarded`: name, value, and what follows. */
const PARAMETER = /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))[ \t]*([;,]|$)/y

/** A field that is malformed says nothing. */
function readForwarded({ headers }: RawRequest): Said {
  const text = String(headers.forwarded ?? '')
  const elements = [new Map<string, string>()]
  const pattern = new RegExp(PARAMETER)
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) return { addresses: [], host: undefined, scheme: undefined }
    const [, name = '', quoted, token, after] = match
    elements.at(-1)?.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '')
    if (after === ',') elements.push(new Map())
  }
  const nearest = elements.at(-1)
  return {
    addresses: elements.map((element) => addressOfNode(element.get('for') ?? '')),
    host: nearest?.get('host'),
    scheme: nearest?.get('proto')?.toLowerCase(),
  }
}

/** The address of a node: `192.0.2.43`, `192.0.2.43:47011`, `[2001:db8::17]:4711`. @see RFC 7239 section 6 */
function addressOfNode(node: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\w+)?$/.exec(node) ?? []
  return canonicalAddress(bracketed ?? plain ?? '')
}
