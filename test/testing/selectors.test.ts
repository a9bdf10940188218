// The selectors that tests can name elements by.

import { describe, expect, it } from 'vitest'
import { openPage } from './pages.js'

const PAGE = `
<nav id="top" class="bar"><a href="/a" id="n1">A</a></nav>
<main id="main" lang="en-GB" data-x="">
  <form id="form" action="/links" class="panel wide"><p id="p1"><input name="title" id="i1" type="text"></p></form>
  <div id="d1"><div id="d2" class="panel"><p id="p2" class="a-b ünder">x</p></div></div>
</main>`

describe('a selector', () => {
  it.each<[selector: string, ids: string[]]>([
    ['#main', ['main']],
    ['P', ['p1', 'p2']],
    ['.panel', ['form', 'd2']],
    ['form.panel.wide', ['form']],
    ['div#d2.panel', ['d2']],
    ['.ünder', ['p2']],
    ['.a-b', ['p2']],
    ['.a', []],
    ['[name]', ['i1']],
    ['[name=title]', ['i1']],
    ['input[ name = "title" ][type=\'text\']', ['i1']],
    ['[action="/links"]', ['form']],
    ['[action^="/li"]', ['form']],
    ['[action$=nks]', ['form']],
    ['[action*=ink]', ['form']],
    ['[class~=wide]', ['form']],
    ['[class~=wid]', []],
    ['[data-x=""]', ['main']],
    ['[data-x^=""]', []],
    ['main p', ['p1', 'p2']],
    ['main > p', []],
    ['form>p>input', ['i1']],
    ['div div', ['d2']],
    ['#main .panel p', ['p1', 'p2']],
    ['main > div p', ['p2']],
    ['nav a, input', ['n1', 'i1']],
    ['p , #top', ['top', 'p1', 'p2']],
    ['#d1 *', ['d2', 'p2']],
    ['body > *', ['top', 'main']],
    ['* > html', []],
  ])('%s', async (selector, ids) => {
    const page = await openPage(PAGE)
    expect(page.all(selector).map((element) => element.attribute('id'))).toEqual(ids)
  })

  it.each([
    ['', 'its end'],
    ['p:first-child', ':first-child'],
    ['p + p', '+ p'],
    ['p >', 'its end'],
    ['> p', '> p'],
    ['p,', 'its end'],
    [',p', ',p'],
    ['p > > a', '> a'],
    ['[a', '[a'],
    ['#1', '#1'],
    ['.a*', '*'],
  ])('%j that is not understood is an error that says where', async (selector, rest) => {
    const page = await openPage(PAGE)
    expect(() => page.all(selector)).toThrow(
      `the selector ${JSON.stringify(selector)} is not understood at ${JSON.stringify(rest)}: there are tag, *, #id, .class`,
    )
  })
})
