// What the scenarios with a body send, and what must come back. It knows no server.

import { DOCUMENT } from './content.js'

/** The document of the scenario `echo`: 1 KiB as JSON, an order as a shop might send it. */
export const ORDER = padded(
  {
    id: 4711,
    customer: { name: 'Ada Lovelace', email: 'ada@mail.example', verified: true },
    lines: Array.from({ length: 8 }, (_, i) => ({ sku: `A-${1000 + i}`, quantity: i + 1, price: 9.5 + i })),
    tags: DOCUMENT.tags,
    note: '',
  },
  1024,
)

/** The fields of the scenario `form`. */
export const CONTACT = {
  name: 'Ada Lovelace',
  email: 'ada@mail.example',
  subject: 'A question & an answer',
  copies: '2',
}

/** The document of the scenario `validated`: what `NewOrder` in new-order.ts takes. */
export const NEW_ORDER = {
  customer: 'Ada Lovelace',
  email: 'ada@mail.example',
  express: false,
  lines: [
    { sku: 'A-1000', quantity: 2 },
    { sku: 'A-1001', quantity: 1 },
    { sku: 'B-2000', quantity: 12 },
  ],
}

/** The same document, its note filled up until it is so many bytes of JSON. */
function padded<Document extends { note: string }>(document: Document, bytes: number): Document {
  const missing = bytes - Buffer.byteLength(JSON.stringify(document))
  return { ...document, note: 'leave it at the door '.repeat(bytes).slice(0, missing) }
}
