// The benchmark measures miniweb as it runs in production by default: its apps send what any app sends, and refuse what
// any app refuses. The built package, which they import, is replaced by its sources here. Their templates
// are not those of the example app, whose types hold for all that this project compiles: they are imported untyped.

import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { AssetFolder } from '../../bench/src/asset-folder.js'
import { CONTACT, NEW_ORDER, ORDER } from '../../bench/src/bodies.js'
import { ASSETS } from '../../bench/src/content.js'
import { TABLE } from '../../bench/src/pages.js'
import { App, type Ctx, render, route } from '../../src/index.js'

vi.mock('../../bench/src/miniweb.js', () => import('../../src/index.js'))

const { APPS } = await benchApps()
const folder = new AssetFolder()
const before = process.cwd()
const TEMPLATES = new URL('../../bench/templates', import.meta.url)
const Titled = z.object({ title: z.string() })

/** As the README writes it. */
class Posts {
  @route('/hello/:name')
  hello(_: Ctx, { name }: { name: string }) {
    return { greeting: `Hello, ${name}!` }
  }

  @route.get('/text')
  text() {
    return 'a text'
  }

  @route.get('/posts')
  list() {
    return render('table.html', TABLE)
  }

  @route.post('/posts', { body: Titled })
  create(_: Ctx, { body }: { body: z.infer<typeof Titled> }) {
    return body
  }
}

type Agent = ReturnType<typeof request>

const text = (agent: Agent) => agent.get('/text')
const json = (agent: Agent) => agent.get('/hello/Ada')
const page = (agent: Agent) => agent.get('/posts')
const post = (agent: Agent) => agent.post('/posts').send({ title: 'One' })
const asset = (agent: Agent) => agent.get(ASSETS.small.path)

const SAME = [
  ['hello', (agent: Agent) => agent.get('/'), text],
  ['json', (agent: Agent) => agent.get('/json'), json],
  ['parameter', (agent: Agent) => agent.get('/orders/12345'), text],
  ['echo', (agent: Agent) => agent.post('/echo').send(ORDER), post],
  ['form', (agent: Agent) => agent.post('/contact').type('form').send(CONTACT), post],
  ['validated', (agent: Agent) => agent.post('/orders').send(NEW_ORDER), post],
  ['page', (agent: Agent) => agent.get('/table'), page],
  ['page', (agent: Agent) => agent.get('/blog'), page],
  ['static', asset, asset],
  ['layers-sync', (agent: Agent) => agent.get('/'), text],
  ['layers-async', (agent: Agent) => agent.get('/'), text],
  ['mixed', (agent: Agent) => agent.get('/table'), page],
  ['mixed', (agent: Agent) => agent.get('/json'), json],
  ['mixed', asset, asset],
] as const

beforeAll(() => {
  vi.stubEnv('NODE_ENV', 'production')
  process.chdir(folder.path)
})

afterAll(() => {
  vi.unstubAllEnvs()
  process.chdir(before)
  folder.remove()
})

describe("the benchmark's miniweb", () => {
  it('has every app compared below', () => {
    expect(new Set(SAME.map(([name]) => name))).toEqual(new Set(Object.keys(APPS)))
  })

  it.each(SAME)('sends the header fields of a production app: %s', async (name, ask, askDefault) => {
    const production = new App({ templates: TEMPLATES, static: 'static' }).register(Posts)
    const expected = await askDefault(request(production.handler)).expect(200)
    const answer = await ask(request((await benchApp(name)).handler)).expect(200)
    expect(fieldNames(answer)).toEqual(fieldNames(expected))
  })

  it('refuses a body that is too large', async () => {
    const { handler } = await benchApp('echo')
    await request(handler)
      .post('/echo')
      .send({ note: 'x'.repeat(1024 * 1024) })
      .expect(413)
  })

  it.each([
    ['echo', '/echo', ORDER],
    ['form', '/contact', CONTACT],
    ['validated', '/orders', NEW_ORDER],
  ])('refuses what another site sends: %s', async (name, path, body) => {
    const { handler } = await benchApp(name)
    await request(handler).post(path).set('Origin', 'https://elsewhere.example').send(body).expect(403)
  })
})

function benchApps(): Promise<{ readonly APPS: Readonly<Record<string, () => App | Promise<App>>> }> {
  return import(new URL('../../bench/src/servers/miniweb/apps.ts', import.meta.url).pathname)
}

async function benchApp(name: string): Promise<App> {
  const create = APPS[name]
  if (create === undefined) throw new Error(`the benchmark has no app ${name}`)
  return create()
}

function fieldNames({ headers }: Response): readonly string[] {
  return Object.keys(headers).sort()
}
