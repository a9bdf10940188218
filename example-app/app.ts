// The app with its data: exported, never started here, so that tools and tests can look at it.

import { linkBoard } from './board.js'
import { LinkStore } from './link-store.js'
import { SAMPLE_LINKS } from './sample-links.js'

const file = process.env['LINK_BOARD'] ?? 'link-board.db'

export default linkBoard(new LinkStore(file, SAMPLE_LINKS))
