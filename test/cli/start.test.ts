// `miniweb start`, run as a process of its own in a project: it serves a built app, and says in a sentence why it does not.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { portOwner } from '../../src/cli/port-owner.js'
import { openProject, type Project } from './project.js'

const APP = `import { App } from 'miniweb'
const app = new App({ templates: false })
app.get('/', () => process.env.NODE_ENV)
app.get('/slow', async () => {
  console.log('asked')
  await new Promise((done) => setTimeout(done, 300))
  return 'slow'
})
app.onClose(() => console.log('closed'))
`

const BROKEN = {
  'none.js': 'export const app = 1\n',
  'other.js': 'export default { routes: [] }\n',
  'listens.js': `${APP}await app.listen(0)\nexport default app\n`,
  'hidden.js': `${APP}await app.listen(0)\n`,
  'throws.js': `${APP}export default app\n\nthrow new RangeError('no database')\n`,
  'folder.js':
    "import { App } from 'miniweb'\nexport default new App({ templates: new URL('pages', import.meta.url) })\n",
  'unregistered.js': `import { App } from 'miniweb'\nclass Posts {}\nexport default new App().register(Posts)\n`,
  'left/app.js': "import { Posts } from './posts.js'\nexport default Posts\n",
  'left/posts.js': "import { route } from 'miniweb'\n\nexport class Posts {\n  @route('/')\n  list() {}\n}\n",
}

let project: Project

beforeAll(async () => {
  project = await openProject([])
  await project.write({ 'dist/app.js': `${APP}export default app\n`, ...BROKEN })
}, 60_000)
afterAll(() => project?.remove())

/** Starts the command, and gives the address and the lines that it prints. */
async function started(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = project.spawn(['start', ...args], env)
  onTestFinished(() => void child.kill('SIGKILL'))
  if (child.stdout === null) throw new Error('there is no output')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  const said: unknown[] = []
  child.stderr?.on('data', (text) => said.push(text))
  const first = await next()
  if (first === 'undefined') throw new Error(`it ended: ${said.join('')}`)
  return { child, next, first, url: /http:\S+/.exec(first)?.[0] ?? '' }
}

describe('miniweb start', () => {
  it('runs dist/app.js in production, and prints its address without colours', async () => {
    const { first, url } = await started([], { PORT: '0', HOST: '127.0.0.1' })
    expect(first).toMatch(/^Listening at http:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(url)).text()).toBe('production')
  })

  it('leaves NODE_ENV alone where it is set, and takes port and host from its options', async () => {
    const { url } = await started(['dist/app.js', '--port', '0', '--host', '127.0.0.1'], {
      NODE_ENV: 'staging',
      PORT: 'x',
    })
    expect(await (await fetch(url)).text()).toBe('staging')
  })

  it('answers what is running at SIGTERM, closes the app, and ends with 0', async () => {
    const { child, next, url } = await started(['--port', '0', '--host', '127.0.0.1'])
    const answer = fetch(`${url}/slow`)
    expect(await next()).toBe('asked')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await (await answer).text()).toBe('slow')
    expect(await next()).toBe('closed')
    expect(await ended).toEqual([0, null])
  })

  it('names the process that has the port, and another port', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { code, out, err } = await project.miniweb(['start', '--host', '127.0.0.1', '--port', String(port)])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const by = process.platform === 'linux' ? `, by \\S.* \\(process ${process.pid}\\)` : ''
    expect(err).toMatch(
      RegExp(
        `^miniweb: port ${port} is in use already${by}: stop it, or choose another one with --port (\\d+) or PORT=\\1\n$`,
      ),
    )
  })

  it.each([
    [['nothing.js'], 'there is no file "nothing.js": build the app first'],
    [['src/app.ts'], 'start runs what is built: name a JavaScript file; miniweb dev src/app.ts runs TypeScript'],
    [['none.js'], 'none.js exports no app: it has no default export; end it with export default app'],
    [['other.js'], 'other.js exports no app: what it exports as default is no App; end it with export default app'],
    [['listens.js'], 'listens.js exports its app, but lets it listen itself: leave app.listen() to the command'],
    [['hidden.js'], 'hidden.js listens itself, and it has no default export: name the module that exports the app'],
    [['folder.js'], 'pages does not exist: create it, or name another one in the option'],
    [['unregistered.js'], 'register(Posts): it has no method with @route'],
    [['left/app.js'], 'left/posts.js:4 still has decorators, which node cannot run: set "target": "ES2022"'],
    [['throws.js'], 'throws.js does not start\nRangeError: no database\n  throws.js:12:7\n'],
  ])('%j is refused with a sentence, and ends with 1', async (args, sentence) => {
    const { code, out, err } = await project.miniweb(['start', '--port', '0', ...args])
    expect(err).toContain(sentence)
    expect(err).toMatch(/^miniweb: /)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  it.each([
    [['--port', 'many'], '--port is a number up to 65535, not "many"'],
    [['--port', '65536'], '--port is a number up to 65535'],
    [['a.js', 'b.js'], 'start takes one entry'],
    [['--watch'], "unknown option '--watch'"],
  ])('%j is a wrong command line: exit code 2, and how it is used', async (args, sentence) => {
    const { code, err } = await project.miniweb(['start', ...args])
    expect(code).toBe(2)
    expect(err).toContain(sentence)
    expect(err).toContain('Usage: miniweb start')
  })

  it('--help says how it is used', async () => {
    expect(await project.miniweb(['start', '--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Usage: miniweb start/),
    })
  })
})

describe('the owner of a port', () => {
  it('is unknown where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    expect(portOwner(port)).toBeUndefined()
  })
})
