// Those who are on the way: guests whom a board lets come, and members, who have signed up there.

import { expect } from 'vitest'
import type { LinkInput } from '../../../example-app/link-schemas.js'
import type { Guest } from './guest.js'

/** Opens a board with these links, and gives what brings guests to it, each with a browser of their own. */
export type OpenBoard = (links?: readonly Partial<LinkInput>[]) => Promise<() => Promise<Guest>>

export const PASSWORD = 'correct horse battery'

/** Somebody who has signed up, and looks at the list. */
export async function member(comes: () => Promise<Guest>, name: string): Promise<Guest> {
  const guest = await comes()
  await guest.open('/sign-up')
  await guest.press('Sign up', { Name: name, Password: PASSWORD })
  expect(await guest.place()).toMatchObject({ status: 200, route: 'Links.list' })
  return guest
}
