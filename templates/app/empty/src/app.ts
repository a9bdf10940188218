// The app: its folders, its controllers, its error pages. Exported and never started here, so that tests can ask it too.

import { App } from 'miniweb'
import { errorPage } from './error-page.js'
import { Welcome } from './welcome.js'

const app = new App({
  templates: new URL('../templates', import.meta.url),
  static: new URL('../static', import.meta.url),
})

app.register(Welcome)
app.get('/healthz', () => 'ok')

// In development the framework's own pages say more.
if (process.env['NODE_ENV'] !== 'development') app.error(errorPage)

export default app
