// `render(name, data)`: the reply that is a template's page. The name is resolved later, in returned.ts,
// so that handlers need no engine at hand.

import { Reply } from './http/reply.js'
import type { TemplateArguments, TemplateName } from './view-types.js'

/**
 * A template's page, escaped by HTML context.
 *
 * @param name the file below the templates folder: `'posts/show.html'`
 * @param args the data, and `{ status, headers }`
 * @throws TemplateError when the handler returns, if there is no such template
 */
export function render<Name extends TemplateName>(name: Name, ...args: TemplateArguments<Name>): Reply {
  const [data, init] = args
  return new Reply({ kind: 'view', name, data: data ?? {} }, init)
}
