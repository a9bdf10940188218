// The page of an error in development: message, stack and request. Loaded only there, and only when something went wrong.

import { readFile } from 'node:fs/promises'
import type { HttpError } from '../errors.js'
import { reasonPhrase } from '../errors.js'
import type { Ctx } from '../http/context.js'
import { TemplateEngine } from '../template/engine.js'
import { existingFolder } from '../template/folder.js'

const ROOT = new URL('../../', import.meta.url)

/** Renders the page. @throws Error if the built-in template is broken */
export async function renderErrorPage(ctx: Ctx, error: HttpError): Promise<string> {
  const dir = existingFolder(new URL('templates/development', ROOT))
  if (dir === undefined) throw new Error('the built-in templates are missing')
  const style = await readFile(new URL('static/development.css', ROOT), 'utf8')
  const cause = error.cause instanceof Error ? error.cause : error
  const page = new TemplateEngine({ dir, dev: true }).render('error.html', {
    title: `${error.status} ${reasonPhrase(error.status)}`,
    message: cause.message,
    stack: error.status >= 500 ? (cause.stack ?? '') : '',
    issues: error.issues,
    method: ctx.method,
    path: ctx.path,
    id: ctx.id,
  })
  return page.replace('<style></style>', () => `<style>${style}</style>`)
}
