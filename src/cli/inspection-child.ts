// The process that looks at an app for a command: loads it without listening, answers, closes it, and ends whatever is
// still open.

import type { App } from '../index.js'
import { errorReport } from '../tooling.js'
import { EntryError, loadApp } from './app-entry.js'
import { checkApp } from './check-app.js'
import type { Asked, Learnt, Looked } from './inspection-messages.js'
import { shown } from './shown.js'

const LOOKS: { readonly [Want in keyof Learnt]: (app: App, asked: Asked) => Learnt[Want] } = {
  routes: (app) => app.routes(),
  findings: (app, { elsewhere }) => checkApp(app, elsewhere),
}

const asked: Asked = JSON.parse(process.argv[2] ?? '')
process.argv.splice(1, 2, asked.entry)
process.on('disconnect', () => process.exit())
process.send?.(await look(asked), () => process.exit())

async function look(asked: Asked): Promise<Looked> {
  try {
    const app = await loadApp(asked.entry)
    const learnt = LOOKS[asked.want](app, asked)
    await app.close()
    return { learnt }
  } catch (error) {
    if (error instanceof EntryError) return { problem: error.message }
    const thrown = error instanceof Error ? error : new Error(`thrown: ${String(error)}`)
    return { problem: `${shown(asked.entry)} cannot be used\n${errorReport(thrown, (text) => text)}` }
  }
}
