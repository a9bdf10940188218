// express with one route.

import type { RequestListener } from 'node:http'
import { serve } from '../../servers/program.js'
import { loadUntyped } from '../../untyped.js'

interface Response {
  send(body: string): void
}
type Express = RequestListener & { get(path: string, handler: (req: unknown, res: Response) => void): void }

const app = loadUntyped<() => Express>('express')()
app.get('/', (_, res) => res.send('Hello, world!'))

serve(app)
