// All engines, the yardstick first, then miniweb, then those that make code, then those that do not.

import type { Engine } from './engine.js'
import { dot } from './engines/dot.js'
import { ejs } from './engines/ejs.js'
import { eta } from './engines/eta.js'
import { handWritten } from './engines/hand-written.js'
import { handlebars } from './engines/handlebars.js'
import { liquidjs } from './engines/liquidjs.js'
import { miniweb } from './engines/miniweb.js'
import { mustache } from './engines/mustache.js'
import { nunjucks } from './engines/nunjucks.js'
import { pug } from './engines/pug.js'

/** What all ratios are to. */
export const YARDSTICK: Engine = handWritten

export const ENGINES: readonly Engine[] = [
  handWritten,
  miniweb,
  eta,
  pug,
  dot,
  ejs,
  handlebars,
  nunjucks,
  mustache,
  liquidjs,
]
