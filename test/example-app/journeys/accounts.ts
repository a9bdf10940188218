// The journeys of accounts: signing up, logging in and out.

import { expect, it } from 'vitest'
import { member, type OpenBoard, PASSWORD } from './member.js'

const TOO_SHORT = 'A password has at least 12 characters. Some words in a row are easy to remember.'

/** Tells the journeys as tests. */
export function accountJourneys(openBoard: OpenBoard): void {
  it('a guest who wants to add a link is led to the login, signs up, and is greeted once', async () => {
    const ada = await (await openBoard())()
    await ada.open('/')
    await ada.follow('Add a link')
    expect(await ada.place()).toMatchObject({ address: '/login?return=/links/new', title: 'Log in · Link board' })

    await ada.follow('Sign up')
    await ada.press('Sign up', { Name: 'ada', Password: 'too short' })
    expect(await ada.place()).toMatchObject({ status: 422, route: 'Accounts.signUp' })
    expect(await ada.texts('.alert li')).toEqual([TOO_SHORT])
    expect(await ada.field('Name')).toMatchObject({ value: 'ada', isInvalid: false })
    expect(await ada.field('Password')).toEqual({
      value: '',
      isInvalid: true,
      descriptions: ['12 characters or more.', TOO_SHORT],
    })

    await ada.press('Sign up', { Password: PASSWORD })
    expect(await ada.place()).toMatchObject({ status: 200, route: 'Links.list', address: '/' })
    expect(await ada.texts('.flash')).toEqual(['Welcome, ada.'])
    expect(await ada.texts('.account')).toEqual(['ada'])

    await ada.open('/')
    expect(await ada.texts('.flash')).toEqual([])
    expect(await ada.texts('.account')).toEqual(['ada'])
  })

  it('a member logs out, and in again with the right password, back to where the way began', async () => {
    const ada = await member(await openBoard(), 'ada')
    await ada.follow('ada')
    await ada.press('Log out')
    expect(await ada.place()).toMatchObject({ route: 'Links.list' })
    expect(await ada.texts('.account')).toEqual(['Log in'])

    await ada.open('/links/new')
    await ada.press('Log in', { Name: 'ada', Password: 'wrong horse battery' })
    expect(await ada.place()).toMatchObject({ status: 422, address: '/login?return=/links/new' })
    expect(await ada.texts('.alert li')).toEqual(['No account has this name and password.'])
    expect(await ada.field('Name')).toMatchObject({ value: 'ada' })
    expect(await ada.field('Password')).toMatchObject({ value: '' })

    await ada.press('Log in', { Password: PASSWORD })
    expect(await ada.place()).toMatchObject({ status: 200, route: 'Links.blank', address: '/links/new' })
    expect(await ada.texts('.flash')).toEqual(['Welcome, ada.'])
  })

  it('after logging out nothing private is at the addresses of the account', async () => {
    const ada = await member(await openBoard(), 'ada')
    await ada.follow('Add a link')
    await ada.press('Add the link', { Title: 'Of Ada', Address: 'https://example.org' })
    await ada.follow('ada')
    expect(await ada.place()).toMatchObject({ route: 'Accounts.account', title: 'Your account · Link board' })
    expect(await ada.texts('.summary')).toEqual(['1 link of yours'])
    expect(await ada.texts('.card h2')).toEqual(['Of Ada'])

    await ada.press('Log out')
    for (const address of ['/account', '/links/1/edit']) {
      await ada.open(address)
      expect(await ada.place()).toMatchObject({ route: 'Accounts.guest', address: `/login?return=${address}` })
      expect(await ada.texts('.account')).toEqual(['Log in'])
      expect(await ada.texts('h1')).toEqual(['Log in'])
      expect((await ada.texts('body')).join()).not.toMatch(/\bada\b/i)
    }
    await ada.open('/links/1')
    expect(await ada.texts('h1')).toEqual(['Of Ada'])
    expect(await ada.texts('.actions')).toEqual([])
  })
}
