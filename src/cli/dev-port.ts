// The port of `miniweb dev`: open as long as the command runs. Its connections go to the process that runs the app;
// while there is none they wait.

import { createServer, type Server, type Socket } from 'node:net'
import { portTaken } from './port-owner.js'

/** Takes a connection that nobody has read from, or says that it cannot. */
export type TakeConnection = (socket: Socket) => boolean

/** Where the port is. */
export interface PortOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
}

/** A port with connections that wait for who takes them. */
export class DevPort {
  readonly #server: Server
  readonly #waiting: Socket[] = []
  #take: TakeConnection | undefined

  private constructor() {
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      socket.on('error', () => socket.destroy())
      if (!this.#take?.(socket)) this.#waiting.push(socket)
    })
  }

  /** @throws Error with a sentence if the port cannot be had */
  static async open({ host, port }: PortOptions): Promise<DevPort> {
    const opened = new DevPort()
    await new Promise<void>((resolve, reject) => {
      opened.#server.once('error', (error) => reject(explain(error, host, port)))
      opened.#server.listen({ host, port }, resolve)
    })
    return opened
  }

  /** The number of the port. */
  get number(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  /** Gives what waits, and all that comes from now on. */
  giveTo(take: TakeConnection): void {
    this.#take = take
    for (const socket of this.#waiting.splice(0)) if (!take(socket)) this.#waiting.push(socket)
  }

  /** Lets what comes wait. */
  hold(): void {
    this.#take = undefined
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#waiting.splice(0)) socket.destroy()
  }
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why = new Map([
    ['EADDRINUSE', portTaken(port)],
    ['EACCES', `port ${port} is not allowed to this user: choose one above 1023 with --port`],
    ['EADDRNOTAVAIL', `${host} is no address of this machine`],
    ['ENOTFOUND', `${host} is no address of this machine`],
  ]).get(error.code ?? '')
  return why === undefined ? error : new Error(why, { cause: error })
}
