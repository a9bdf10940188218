// The journeys through the board with `miniweb/testing`, as a browser without scripts.

import { describe } from 'vitest'
import { freshBoard } from '../fresh-board.js'
import { accountJourneys } from './accounts.js'
import { linkJourneys } from './links.js'
import type { OpenBoard } from './member.js'
import { VisitorGuest } from './visitor-guest.js'

describe('without a browser', () => {
  const openBoard: OpenBoard = async (links) => {
    const board = freshBoard(links)
    return async () => new VisitorGuest(board.visitor())
  }

  accountJourneys(openBoard)
  linkJourneys(openBoard)
})
