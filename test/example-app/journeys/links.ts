// The journeys of links: adding, changing and deleting them, the pages of a list and its search.

import { expect, it } from 'vitest'
import { numberedLinks } from '../fresh-board.js'
import { member, type OpenBoard } from './member.js'

/** A picture of one red dot. */
const DOT = new File(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  'dot.png',
  { type: 'image/png' },
)

/** Tells the journeys as tests. */
export function linkJourneys(openBoard: OpenBoard): void {
  it('a member adds a link with a picture, which all can see', async () => {
    const comes = await openBoard([{ title: 'Of the board' }])
    const ada = await member(comes, 'ada')
    await ada.follow('Add a link')
    await ada.press('Add the link', {
      Title: 'Hello <b>there</b>',
      Address: 'https://example.org',
      Note: 'One line\nand <another>',
      Picture: DOT,
      'What the picture shows': 'A red dot',
    })
    expect(await ada.place()).toEqual({
      status: 200,
      address: '/links/2',
      route: 'Links.show',
      title: 'Hello <b>there</b> · Link board',
    })
    expect(await ada.texts('.flash')).toEqual(['The link was added.'])
    expect(await ada.texts('.note')).toEqual(['One line and <another>'])

    const guest = await comes()
    await guest.open('/')
    expect(await guest.texts('.card h2')).toEqual(['Hello <b>there</b>', 'Of the board'])
    expect(await guest.pictures()).toEqual(['A red dot'])
    await guest.follow('Details of “Hello <b>there</b>”')
    expect(await guest.place()).toMatchObject({ route: 'Links.show', address: '/links/2' })
    expect(await guest.texts('h1')).toEqual(['Hello <b>there</b>'])
    expect(await guest.pictures()).toEqual(['A red dot'])
    expect(await guest.texts('.flash')).toEqual([])
  })

  it('a member changes a link, takes its picture away, and deletes it', async () => {
    const ada = await member(await openBoard([{ title: 'Of the board' }]), 'ada')
    await ada.follow('Add a link')
    await ada.press('Add the link', {
      Title: 'Hello',
      Address: 'https://example.org',
      Note: 'One\ntwo',
      Picture: DOT,
      'What the picture shows': 'A red dot',
    })

    await ada.follow('Edit')
    expect(await ada.texts('h1')).toEqual(['Edit “Hello”'])
    expect(await ada.field('Address')).toMatchObject({ value: 'https://example.org/' })
    expect(await ada.field('Note')).toMatchObject({ value: 'One\ntwo' })
    expect(await ada.field('What the picture shows')).toMatchObject({ value: 'A red dot' })
    expect(await ada.pictures()).toEqual(['The picture that the link has now'])
    await ada.press('Save the changes', { Title: 'Goodbye', 'Remove this picture': true })
    expect(await ada.place()).toMatchObject({ route: 'Links.show', address: '/links/2' })
    expect(await ada.texts('.flash')).toEqual(['The changes were saved.'])
    expect(await ada.texts('h1')).toEqual(['Goodbye'])
    expect(await ada.pictures()).toEqual([])

    await ada.unfold('Delete…')
    await ada.press('Delete this link')
    expect(await ada.place()).toMatchObject({ route: 'Links.list', address: '/' })
    expect(await ada.texts('.flash')).toEqual(['“Goodbye” was deleted.'])
    expect(await ada.texts('.card h2')).toEqual(['Of the board'])
    await ada.open('/links/2')
    expect(await ada.place()).toMatchObject({ status: 404, title: 'Nothing here · Link board' })
  })

  it('a form with mistakes keeps what was typed, says what is wrong, and ties each message to its field', async () => {
    const ada = await member(await openBoard(), 'ada')
    await ada.follow('Add a link')
    await ada.press('Add the link', {
      Address: 'example.org',
      Note: '\nA "note" & <more>',
      Picture: new File(['<svg/>'], 'dot.png', { type: 'image/png' }),
    })
    expect(await ada.place()).toMatchObject({ status: 422, route: 'Links.create' })
    expect(await ada.texts('.alert li')).toEqual([
      'A link needs a title.',
      'An address begins with https:// or http://.',
      'A picture is a PNG, JPEG, WebP or GIF file.',
    ])
    expect(await ada.field('Title')).toEqual({
      value: '',
      isInvalid: true,
      descriptions: ['What a reader finds there, in a few words.', 'A link needs a title.'],
    })
    expect(await ada.field('Address')).toEqual({
      value: 'example.org',
      isInvalid: true,
      descriptions: ['The whole address, with https:// in front.', 'An address begins with https:// or http://.'],
    })
    expect(await ada.field('Note')).toEqual({
      value: '\nA "note" & <more>',
      isInvalid: false,
      descriptions: ['Why is it worth keeping? You may leave this empty.'],
    })

    await ada.press('Add the link', { Title: 'Hello', Address: 'https://example.org' })
    expect(await ada.place()).toMatchObject({ status: 200, route: 'Links.show', address: '/links/1' })
    expect(await ada.texts('.note')).toEqual(['A "note" & <more>'])
  })

  it('nobody changes the link of somebody else', async () => {
    const comes = await openBoard()
    const ada = await member(comes, 'ada')
    await ada.follow('Add a link')
    await ada.press('Add the link', { Title: 'Of Ada', Address: 'https://example.org' })
    expect(await ada.texts('.actions a, .actions summary')).toEqual(['Edit', 'Delete…'])

    const guest = await comes()
    const bob = await member(comes, 'bob')
    for (const other of [guest, bob]) {
      await other.open('/links/1')
      expect(await other.texts('h1')).toEqual(['Of Ada'])
      expect(await other.texts('.actions')).toEqual([])
    }
    await bob.open('/links/1/edit')
    expect(await bob.place()).toMatchObject({ status: 403, route: 'Links.edit' })
    expect(await bob.texts('main p')).toContain('The reason: link 1 was added by ada, not by you.')
    await guest.open('/links/1/edit')
    expect(await guest.place()).toMatchObject({ route: 'Accounts.guest', address: '/login?return=/links/1/edit' })
  })

  it('a reader leafs through the list and searches it', async () => {
    const comes = await openBoard([...numberedLinks(11), { title: 'A database', note: 'in a file, by SQLite' }])
    const reader = await comes()
    await reader.open('/')
    expect(await reader.texts('.summary')).toEqual(['12 links, page 1 of 2'])
    expect((await reader.texts('.card h2')).slice(0, 2)).toEqual(['A database', 'Link 11'])
    await reader.follow('Older →')
    expect(await reader.place()).toMatchObject({ address: '/?page=2' })
    expect(await reader.texts('.card h2')).toEqual(['Link 2', 'Link 1'])
    await reader.follow('← Newer')
    expect(await reader.place()).toMatchObject({ address: '/?page=1' })

    await reader.press('Search', { 'Search titles, addresses and notes': 'sqlite' })
    expect(await reader.place()).toMatchObject({ route: 'Links.list', address: '/?q=sqlite' })
    expect(await reader.texts('.summary')).toEqual(['1 link with “sqlite”'])
    expect(await reader.texts('.card h2')).toEqual(['A database'])

    await reader.press('Search', { 'Search titles, addresses and notes': '<b>' })
    expect(await reader.texts('.empty h2')).toEqual(['Nothing found'])
    expect(await reader.field('Search titles, addresses and notes')).toMatchObject({ value: '<b>' })
    await reader.follow('Show all links')
    expect(await reader.texts('.summary')).toEqual(['12 links, page 1 of 2'])
  })
}
