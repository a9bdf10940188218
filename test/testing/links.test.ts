// Links of a page: found by what a reader calls them, and followed on the site.

import { describe, expect, it } from 'vitest'
import { openPage, seen } from './pages.js'

describe('a link', () => {
  it.each([
    ['<a href="/echo/edit"> Edit\n this </a>', 'Edit this'],
    ['<a href="/echo/edit" aria-label="Edit it">x</a>', 'Edit it'],
    ['<span id="n">Edit</span> <span id="m">all</span><a href="/echo/edit" aria-labelledby="n m">x</a>', 'Edit all'],
    ['<a href="/echo/edit"><img alt="A pencil" src="p.png"></a>', 'A pencil'],
    ['<a href="/echo/edit"><i class="pen"></i></a><a href="/echo/edit" title="Edit"><i></i></a>', 'Edit'],
    ['<map name="m"><area href="/echo/edit" alt="Edit"></map>', 'Edit'],
    ['<base href="/echo/"><a href="edit">Edit</a>', 'Edit'],
    ['<a href=" http://localhost/echo/edit ">Edit</a>', 'Edit'],
    ['<a href="/echo/edit">Edit</a> <a href="/echo/edit">Edit</a>', 'Edit'],
  ])('in %s is called %s', async (body, name) => {
    const page = await openPage(body)
    expect(page.link(name).url).toBe('/echo/edit')
    expect(seen(await page.link(name).click())).toMatchObject({ method: 'GET', target: '/echo/edit' })
  })

  it('within an element is one of its links', async () => {
    const page = await openPage('<p id="a"><a href="/echo/a">Edit</a></p><p id="b"><a href="/echo/b">Edit</a></p>')
    expect(page.find('#b').link('Edit').url).toBe('/echo/b')
    expect(() => page.link('Edit')).toThrow(
      `"The page" at / (200, GET /) has several links "Edit", to /echo/a, /echo/b: name a part of it, as find('nav').link("Edit")`,
    )
  })

  it('that is not there is an error that names those that are', async () => {
    const page = await openPage('<a href="/">Home</a> <a href="/x">All links</a> <a name="old">Edit</a>')
    expect(() => page.link('Edit')).toThrow(
      new Error('"The page" at / (200, GET /) has no link "Edit"; it has "Home", "All links"'),
    )
    const empty = await openPage('')
    expect(() => empty.link('Edit')).toThrow(new Error('"The page" at / (200, GET /) has no link "Edit", and no other'))
  })

  it('to a place in the page asks for nothing', async () => {
    const page = await openPage('<a href="#top">Up</a>')
    const moved = await page.link('Up').click()
    expect(moved.url).toBe('/#top')
    expect(moved.bytes).toBe(page.bytes)
  })

  it.each(['https://example.org/a', 'mailto:a@b.example', 'javascript:alert(1)', 'http://localhost:81/'])(
    'to %s is not followed',
    async (href) => {
      const link = (await openPage(`<a href="${href}">Away</a>`)).link('Away')
      expect(link.url).toBe(href)
      await expect(link.click()).rejects.toThrow(
        `the link "Away" of "The page" at / (200, GET /) leads to ${href}, off the site: there is nobody to answer`,
      )
    },
  )

  it('to what is no address is not followed', async () => {
    await expect((await openPage('<a href="http://[">Odd</a>')).link('Odd').click()).rejects.toThrow(
      /leads to http:\/\/\[, which is no address/,
    )
  })
})
