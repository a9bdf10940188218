// The replies of a file: prepared once for one in memory, made for each request for one that is streamed.

import { type Prepared, preparedReply, type Reply } from '../http/reply.js'
import type { MemoryContent, OpenContent } from './content.js'
import type { Decision } from './decide.js'
import { type Description, partFields, unchangedFields, wholeFields } from './fields.js'
import { FileStream } from './file-stream.js'

/** The answers of a file in memory, but for its parts. */
export interface Sheet {
  readonly description: Description
  readonly bytes: Buffer
  readonly whole: Prepared
  readonly unchanged: Prepared
}

/** Prepares the answers of a file in memory. @param latin1 its bytes as a string, if they are few */
export function sheetOf({ bytes }: MemoryContent, description: Description, latin1: string | undefined): Sheet {
  return {
    description,
    bytes,
    whole: { status: 200, body: { kind: 'bytes', bytes }, fields: wholeFields(description), latin1 },
    unchanged: unchanged(description),
  }
}

/** The reply of a file in memory. @param decideNow says what the request gets, or throws */
export function memoryReply(sheet: Sheet, decideNow: () => Decision): Reply {
  const decision = decideNow()
  if (decision.kind === 'whole') return preparedReply(sheet.whole)
  return preparedReply(decision.kind === 'unchanged' ? sheet.unchanged : partOfMemory(sheet, decision))
}

function partOfMemory({ bytes, whole }: Sheet, { start, end }: Decision & { kind: 'part' }): Prepared {
  return {
    status: 206,
    body: { kind: 'bytes', bytes: bytes.subarray(start, end + 1) },
    fields: partFields(whole.fields, start, end, bytes.length),
  }
}

/**
 * The reply of an open file, which is closed with its stream or, where there is none, at once.
 *
 * @param decideNow says what the request gets, or throws
 */
export async function openReply(
  { file }: OpenContent,
  description: Description,
  decideNow: () => Decision,
): Promise<Reply> {
  let streamed = false
  try {
    const decision = decideNow()
    if (decision.kind === 'unchanged') return preparedReply(unchanged(description))
    const [start, end] = boundsOf(decision, description)
    const stream = new FileStream(file, start, end)
    streamed = true
    return preparedReply(streamedAnswer(decision, description, stream))
  } finally {
    if (!streamed) await file.close()
  }
}

function streamedAnswer(decision: Decision, description: Description, stream: FileStream): Prepared {
  const whole = wholeFields(description)
  const body = { kind: 'stream', stream } as const
  if (decision.kind !== 'part') return { status: 200, body, fields: whole }
  const { start, end } = decision
  return { status: 206, body, fields: partFields(whole, start, end, description.sizeBytes) }
}

function boundsOf(decision: Decision, { sizeBytes }: Description): [start: number, end: number] {
  return decision.kind === 'part' ? [decision.start, decision.end] : [0, sizeBytes - 1]
}

function unchanged(description: Description): Prepared {
  return { status: 304, body: { kind: 'empty' }, fields: unchangedFields(description) }
}
