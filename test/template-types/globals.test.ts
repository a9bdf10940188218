// Names that every request has are not asked for as data: those of TemplateGlobals by the compiler, others by name.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateTemplateTypes } from '../../src/tooling.js'
import { COMPILERS, openWorkshop, type Workshop } from './workshop.js'

const CALLS = `import { render } from 'miniweb'
render('form.html', { title: 'x' })
render('form.html', { title: 'x', csrf_field: 'y' })
render('form.html', {})
render('list.html', { rows: [{ title: 'x' }] })
render('list.html', { rows: [{ name: 'x' }] })
render('flag.html', { on: true })
render('flag.html', {})
render('named.html')
render('named.html', { asset_base: 'x' })
render('both.html')
render('both.html', { csrf_field: 'y', rows: [{ title: 'x' }] })
render('both.html', { rows: [{}], title: 'x' })
render('both.html', { rows: [{}] })
render('both.html', { rows: true })
render('dynamic.html', { kind: 'flag', on: true })
render('dynamic.html', {})
`

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
  await workshop.write({
    'templates/form.html': '{{csrf_field}} {{title}}',
    'templates/list.html': '{{#rows}}{{csrf_field}} {{title}}{{/rows}}',
    'templates/flag.html': '{{#on}}{{csrf_field}}{{/on}}',
    'templates/named.html': '{{asset_base}}',
    'templates/both.html': '{{csrf_field}}{{#rows}}{{title}}{{/rows}}',
    'templates/dynamic.html': '{{csrf_field}}{{> *kind}}',
    'calls/globals.ts':
      "import type { SafeHtml } from 'miniweb'\ndeclare module 'miniweb' {\n  interface TemplateGlobals { readonly csrf_field: SafeHtml }\n}\n",
    'calls/calls.ts': CALLS,
  })
  const options = { dir: join(workshop.folder, 'templates'), out: join(workshop.folder, 'calls/templates.d.ts') }
  await workshop.write({ 'calls/templates.d.ts': generateTemplateTypes({ ...options, globals: ['asset_base'] }).text })
}, 30_000)

afterAll(() => workshop.close())

describe.each(COMPILERS)('%s', (compiler) => {
  it('asks for what is no global, in data and in items', async () => {
    const complaints = await workshop.compile(compiler, 'calls')
    expect(complaints.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^4: .*Property 'title' is missing in type '{}'/s),
      expect.stringMatching(/^6: .*'name' does not exist in type/s),
      expect.stringMatching(/^14: .*Property 'title' is missing in type '{}'/s),
      expect.stringMatching(/^15: .*'true' is not assignable to type 'Section<{ title: Printable; }>'/s),
      expect.stringMatching(/^17: .*Property 'kind' is missing in type '{}'/s),
    ])
    expect(complaints.map(({ message }) => message).join()).not.toMatch(/Omit|Flat|Pick/)
  }, 60_000)
})
