// The process that looks at an app for a command: loads it without listening, answers, closes it, and ends whatever is
// still open.

import type { App } from '../index.js'
import { errorReport } from '../tooling.js'
import { EntryError, loadApp } from './app-entry.js'
import type { Asked, Learnt, Looked } from './inspection-messages.js'
import { shown } from './shown.js'

const LOOKS: { readonly [Want in keyof Learnt]: (app: App) => Learnt[Want] } = {
  routes: (app) => app.routes(),
}

const asked: Asked = JSON.parse(process.argv[2] ?? '')
process.argv.splice(1, 2, asked.entry)
process.on('disconnect', () => process.exit())
process.send?.(await look(asked), () => process.exit())

async function look({ entry, want }: Asked): Promise<Looked> {
  try {
    const app = await loadApp(entry)
    const learnt = LOOKS[want](app)
    await app.close()
    return { learnt }
  } catch (error) {
    if (error instanceof EntryError) return { problem: error.message }
    const thrown = error instanceof Error ? error : new Error(`thrown: ${String(error)}`)
    return { problem: `${shown(entry)} cannot be used\n${errorReport(thrown, (text) => text)}` }
  }
}
