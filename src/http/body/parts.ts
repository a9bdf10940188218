// The parts of a multipart form as a handler takes them: each file a stream.

import { Readable } from 'node:stream'
import type { FieldPart, ReceivedFile } from './multipart.js'

/** A file of a form that is read part by part. */
export interface FilePart extends Omit<ReceivedFile, 'bytes'> {
  /**
   * The bytes as they come, to be read before the next part is asked for; what is left of them then is thrown away.
   * Destroyed with an HttpError: 413 over `limits.fileBytes`, 400 where the body breaks.
   */
  readonly stream: Readable
}

/** A part of a form. */
export type Part = FieldPart | FilePart

/** The parts with streams. */
export async function* streamedParts(parts: AsyncIterable<FieldPart | ReceivedFile>): AsyncGenerator<Part, void> {
  for await (const part of parts) {
    if (part.kind === 'field') yield part
    else yield* streamed(part)
  }
}

async function* streamed({ bytes, ...about }: ReceivedFile): AsyncGenerator<FilePart, void> {
  const stream = Readable.from(bytes, { objectMode: false })
  stream.on('error', ignore)
  try {
    yield { ...about, stream }
  } finally {
    const late = new Error('the file was not read before the next part was asked for')
    stream.destroy(stream.readableEnded ? undefined : late)
  }
}

function ignore(): void {
  // Who does not read a file need not listen for what goes wrong with it.
}
