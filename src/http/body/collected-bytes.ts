// The bytes of all bodies that are kept in memory while they come. Above a limit those that want more wait for others to
// end, in their order, so that many large bodies at once cost time and not memory; nobody is refused.
// Small ones are not counted, or they would wait behind large ones that come slowly.

/** A body of no more than this is not counted. */
const SMALL_BYTES = 16_384

/** As much as a body may bring before it is asked to wait. */
const READ_BYTES = 65_536

/** The room that the bodies of an app share. */
export class CollectedBytes {
  readonly #limitBytes: number
  #bytes = 0
  /** The one that goes on although the room is full, or all would wait for each other. */
  #first: CollectedBody | undefined
  readonly #waiting = new Map<CollectedBody, () => void>()

  /** @param limitBytes how much there is room for */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  /** A body that is about to come. */
  body(): CollectedBody {
    return new CollectedBody(this)
  }

  /** Counts bytes of a body; gives a promise where it has to wait before it takes more. */
  take(body: CollectedBody, bytes: number): Promise<void> | undefined {
    this.#bytes += bytes
    if (this.#bytes <= this.#limitBytes) return undefined
    this.#first ??= body
    if (this.#first === body) return undefined
    return new Promise((resolve) => this.#waiting.set(body, resolve))
  }

  /** Gives back what a body had, and lets as many go on as there is room for what they bring next. */
  give(body: CollectedBody, bytes: number): void {
    this.#bytes -= bytes
    this.#waiting.delete(body)
    if (this.#first === body) this.#first = undefined
    let room = this.#limitBytes - this.#bytes
    for (const [next, goOn] of this.#waiting) {
      if (room <= 0 && this.#first) return
      if (room <= 0) this.#first = next
      room -= READ_BYTES
      this.#waiting.delete(next)
      goOn()
    }
  }
}

/** What one body takes of the room. */
export class CollectedBody {
  readonly #room: CollectedBytes
  #bytes = 0
  #counted = 0
  #isOver = false

  constructor(room: CollectedBytes) {
    this.#room = room
  }

  /** Before the first byte; gives a promise where the body has to wait. @param declaredBytes how large it will be, if that is known */
  start(declaredBytes = Number.POSITIVE_INFINITY): Promise<void> | undefined {
    return declaredBytes <= SMALL_BYTES ? undefined : this.#room.take(this, 0)
  }

  /** Counts bytes that are kept; gives a promise where the body has to wait before it takes more. */
  add(bytes: number): Promise<void> | undefined {
    this.#bytes += bytes
    if (this.#bytes <= SMALL_BYTES || this.#isOver) return undefined
    const more = this.#bytes - this.#counted
    this.#counted += more
    return this.#room.take(this, more)
  }

  /** The body is whole, or given up. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#room.give(this, this.#counted)
  }
}
