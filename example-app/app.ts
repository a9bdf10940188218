// The app with its data: exported, never started here, so that tools and tests can look at it.

import { linkBoard } from './board.js'
import { openDatabase } from './database.js'
import { addSamples } from './sample-links.js'

export default linkBoard(openDatabase(process.env['LINK_BOARD'] ?? 'link-board.db', addSamples))
