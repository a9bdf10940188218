// polka with one route.

import type { RequestListener, ServerResponse } from 'node:http'
import { serve } from '../../servers/program.js'
import { loadUntyped } from '../../untyped.js'

interface Polka {
  readonly handler: RequestListener
  get(path: string, handler: (req: unknown, res: ServerResponse) => void): Polka
}

const polka = loadUntyped<() => Polka>('polka')

serve(polka().get('/', (_, res) => res.end('Hello, world!')).handler)
