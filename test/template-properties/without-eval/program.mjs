// A program, not a test: renders the cases of the Mustache specification with a built engine, in a process that was told
// to make no code from texts. Arguments: the folder of the build, a module of cases. Prints JSON: what went wrong, and how many ran.

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [, , build, casesPath] = process.argv
const load = (path) => import(pathToFileURL(`${build}/template/${path}.js`).href)
const { builtInHelpers } = await load('render/builtins')
const { TemplateLibrary } = await load('render/library')
const { ItemScope } = await load('render/scope')
const { parseTemplate } = await load('syntax/parse')
const { html } = await load('tag')

function render({ template, data, partials = {}, lambdas }) {
  const texts = Object.entries({ ...partials, '': template })
  const library = new TemplateLibrary(
    texts.map(([name, text]) => parse(name, text)),
    {
      helpers: builtInHelpers(),
      missing: 'empty',
      allowsMissingPartials: true,
      lambdas,
      warn: () => undefined,
    },
  )
  const root = library.template('')
  return library.render({ template: root, render: library.page(root).whole }, new ItemScope(undefined, data))
}

function parse(name, text) {
  return parseTemplate({ name, file: name, text })
}

/** Whether this process can turn texts into code. */
function evaluates() {
  try {
    return new Function('return true')()
  } catch (error) {
    if (error instanceof EvalError) return false
    throw error
  }
}

const cases = createRequire(import.meta.url)(casesPath)
const wrong = cases.filter((spec) => render(spec) !== spec.expected).map(({ name }) => name)
const literal = String(html`<a href="/${'a b'}">${'<'}</a>`)
process.stdout.write(JSON.stringify({ evaluates: evaluates(), ran: cases.length, wrong, literal }))
