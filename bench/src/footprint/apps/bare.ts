// node:http alone: the baseline.

import { serve } from '../../servers/program.js'

serve((_, res) => {
  res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Hello, world!')
})
