// What the documentation shows is true: its blocks compile, run, and answer as their comments say.

import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/index.js'
import { temporaryFolder, writeFiles } from '../support/site.js'
import { type Promised, templatesIn, writeCodeBlocks } from './code-blocks.js'
import { compile } from './compile.js'
import { logInAndOut } from './login-flow.js'

const project = process.cwd()
afterAll(() => process.chdir(project))

const blocks = writeCodeBlocks([
  'README.md',
  'docs/guide.md',
  'docs/static.md',
  'docs/forms.md',
  'docs/signed-cookies.md',
  'docs/compression.md',
  'docs/etag.md',
  'docs/rate-limit.md',
  'docs/request-log.md',
  'docs/cors.md',
  'docs/csrf.md',
  'docs/health.md',
  'docs/logins.md',
  'docs/secure-headers.md',
  'docs/security.md',
  'docs/command-line.md',
  'docs/testing.md',
  'docs/deployment.md',
  'docs/coming-from.md',
  'docs/sessions.md',
  'docs/tokens.md',
])

describe('the documentation', () => {
  it('compiles', { timeout: 60_000 }, () => {
    expect(compile(fileURLToPath(new URL('tsconfig.json', import.meta.url)))).toBe('')
    expect(blocks.length).toBeGreaterThan(10)
  })

  describe.each(blocks)('$title', async ({ document, file, hasTests, promised }) => {
    beforeAll(() => process.chdir(projectOf(document)))
    // A module of tests adds them to the suite that imports it.
    if (hasTests) await import(file)
    it('runs', async () => {
      await expect(import(file)).resolves.toBeDefined()
    })

    it.each(promised)('$line', async (promise) => {
      const { documentedApp } = (await import(file)) as { documentedApp: App }
      const answer = await send(documentedApp, promise)
      expect(answer.status).toBe(promise.status)
      if (promise.answer !== undefined) expect(answer.text).toBe(promise.answer)
    })
  })
})

it('the app of docs/logins.md signs up, logs in and out', async () => {
  const file = blocks.find(({ title }) => title === 'docs/logins.md, block 1')?.file ?? ''
  const { documentedApp } = (await import(file)) as { documentedApp: App }
  await logInAndOut(documentedApp)
})

/** A project of its own for a document, with its templates, beside the example app: in this one, `templates` is the folder of the built-in pages. */
function projectOf(document: string): string {
  const folder = temporaryFolder(afterAll)
  symlinkSync(join(project, 'example-app'), join(folder, 'example-app'))
  writeFiles(folder, templatesIn(document))
  return folder
}

function send(app: App, { method, path, body }: Promised) {
  const agent = request(app.handler)
  const call = { GET: agent.get, POST: agent.post, PUT: agent.put }[method]
  if (!call) throw new Error(`the documentation test knows no ${method}`)
  const sent = call.call(agent, path)
  if (body === undefined) return sent
  return sent.type(body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded').send(body)
}
