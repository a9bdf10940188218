// sirv with its defaults on node:http, but for an ETag where one is asked for. It lists the folder and stats its
// files once, at start, so that a request costs it no stat; a file that changes later is not noticed.

import sirv from 'sirv'
import { forScenario, serve } from './program.js'

serve(forScenario({ static: sirv('.'), 'static-304': sirv('.', { etag: true }) }))
