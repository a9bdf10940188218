// send with its defaults on node:http.

import type { IncomingMessage } from 'node:http'
import type { Writable } from 'node:stream'
import { loadUntyped } from '../untyped.js'
import { forScenario, serve } from './program.js'

interface SendStream {
  pipe(res: Writable): void
}

type Send = (req: IncomingMessage, path: string, options: { readonly root: string }) => SendStream

const send = loadUntyped<Send>('send')

serve(forScenario({ static: (req, res) => send(req, req.url ?? '', { root: '.' }).pipe(res) }))
