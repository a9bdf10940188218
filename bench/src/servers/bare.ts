// node:http with nothing on top, doing the work of each scenario as plainly as it can be written: the baseline.

import type { RequestListener } from 'node:http'
import { DOCUMENT, GREETING } from '../content.js'
import { BLOG, blogPage, LONG_TABLE, TABLE, tablePage } from '../pages.js'
import { HTML, JSON_TYPE, notFound, send, TEXT } from './bare/answers.js'
import { echo, form, validated } from './bare/bodies.js'
import { files, head, revalidated } from './bare/files.js'
import { layersAsync, layersSync } from './bare/layers.js'
import { forScenario, serve } from './program.js'

const ORDERS = '/orders/'

const hello: RequestListener = (req, res) => {
  if (req.url === '/') send(res, TEXT, GREETING)
  else notFound(res)
}

const table = tablePage(LONG_TABLE)

const text: RequestListener = (req, res) => {
  if (req.url === '/table') send(res, TEXT, table)
  else notFound(res)
}

const json: RequestListener = (req, res) => {
  if (req.url === '/json') send(res, JSON_TYPE, JSON.stringify(DOCUMENT))
  else notFound(res)
}

const parameter: RequestListener = ({ url = '' }, res) => {
  if (!url.startsWith(ORDERS)) return notFound(res)
  send(res, TEXT, `orders ${decodeURIComponent(url.slice(ORDERS.length))}`)
}

const page: RequestListener = (req, res) => {
  if (req.url === '/table') send(res, HTML, tablePage(TABLE))
  else if (req.url === '/blog') send(res, HTML, blogPage(BLOG))
  else notFound(res)
}

const mixed: RequestListener = (req, res) => {
  if (req.url === '/json') json(req, res)
  else if (req.url?.startsWith('/static/')) files(req, res)
  else page(req, res)
}

const listeners = forScenario<() => RequestListener | Promise<RequestListener>>({
  hello: () => hello,
  text: () => text,
  json: () => json,
  parameter: () => parameter,
  echo: () => echo,
  form: () => form,
  validated,
  page: () => page,
  static: () => files,
  'static-head': () => head,
  'static-304': () => revalidated,
  'layers-sync': () => layersSync,
  'layers-async': () => layersAsync,
  mixed: () => mixed,
})

serve(await listeners())
