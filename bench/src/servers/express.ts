// express with its defaults, and its own static middleware.

import type { RequestListener } from 'node:http'
import { loadUntyped } from '../untyped.js'
import { forStaticScenario, serve } from './program.js'

type Middleware = (req: unknown, res: unknown, next: () => void) => void

interface Express {
  (): RequestListener & { use(middleware: Middleware): void }
  static(root: string): Middleware
}

const express = loadUntyped<Express>('express')
const app = express()
app.use(express.static('.'))

serve(forStaticScenario(app))
