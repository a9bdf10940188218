// `miniweb routes`, run in a project: the table of an app in TypeScript, without listening.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routeLines } from '../../src/cli/route-lines.js'
import { terminalOf } from '../../src/cli/terminal.js'
import { openProject, type Project } from './project.js'

const FILES = {
  'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
  'src/app.ts': `import { App, type Ctx, type Layer, route } from 'miniweb'

const audit: Layer = (_, next) => next()
const admin = route.at('/admin').through(audit)

class Posts {
  @route('/posts/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    return String(id)
  }

  @admin('/posts', { methods: ['POST', 'PUT'] })
  write() {
    return null
  }
}

console.log('said while it is loaded')
const app = new App({ templates: false })
app.register(Posts)
app.get('/ping', () => 'pong')
app.onClose(() => console.log('closed'))
setInterval(() => undefined, 1000)
export default app
`,
  'empty.ts': "import { App } from 'miniweb'\nexport default new App()\n",
  'listens.ts': "import { App } from 'miniweb'\nconst app = new App()\nawait app.listen(0)\nexport default app\n",
  'throws.ts': "const port: number = 1\n\nthrow new RangeError('no database')\n",
  'ends.js': 'process.exit(7)\n',
}

const ROUTES = [
  {
    methods: ['GET'],
    path: '/posts/:id<int>',
    name: 'Posts.show',
    handler: 'Posts.show',
    at: 'src/app.ts:7',
    layers: [],
  },
  {
    methods: ['POST', 'PUT'],
    path: '/admin/posts',
    name: 'Posts.write',
    handler: 'Posts.write',
    at: 'src/app.ts:12',
    layers: ['audit'],
  },
  { methods: ['GET'], path: '/ping', handler: 'GET /ping', at: 'src/app.ts:21', layers: [] },
]

let project: Project

beforeAll(async () => {
  project = await openProject(['tsx', 'esbuild', '@esbuild', 'get-tsconfig', 'resolve-pkg-maps'])
  await project.write(FILES)
}, 60_000)
afterAll(() => project?.remove())

describe('miniweb routes', () => {
  it('prints src/app.ts with tabs in a pipe; what the app prints is on stderr', async () => {
    expect(await project.miniweb(['routes'])).toEqual({
      code: 0,
      out: [
        'GET\t/posts/:id<int>\tPosts.show\tPosts.show\tsrc/app.ts:7\t-\n',
        'POST,PUT\t/admin/posts\tPosts.write\tPosts.write\tsrc/app.ts:12\taudit\n',
        'GET\t/ping\t-\tGET /ping\tsrc/app.ts:21\t-\n',
      ].join(''),
      err: 'said while it is loaded\nclosed\n',
    })
  })

  it('--json prints what app.routes() gives', async () => {
    const { code, out } = await project.miniweb(['routes', 'src/app.ts', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(ROUTES)
  })

  it('says that a table is empty', async () => {
    const { code, out, err } = await project.miniweb(['routes', 'empty.ts'])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toBe('the app has no routes: register a class, or declare one with app.get\n')
  })

  it.each([
    ['nothing.ts', 'there is no file "nothing.ts"'],
    ['listens.ts', 'listens.ts exports its app, but lets it listen itself'],
    ['throws.ts', 'throws.ts cannot be used\nRangeError: no database\n  throws.ts:3:7\n'],
    ['ends.js', 'ends.js ended while it was loaded (exit code 7)'],
  ])('%s is refused with a sentence, and ends with 1', async (entry, sentence) => {
    const { code, out, err } = await project.miniweb(['routes', entry])
    expect(err).toContain(`miniweb: ${sentence}`)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  it('says what runs TypeScript where that is not installed', async () => {
    const bare = await openProject([])
    try {
      await bare.write(FILES)
      const { code, err } = await bare.miniweb(['routes'])
      expect({ code, err }).toEqual({
        code: 1,
        err: 'miniweb: tsx, which runs TypeScript, is not installed here: npm install --save-dev tsx\n',
      })
    } finally {
      await bare.remove()
    }
  })

  it('takes one entry, and says how it is used', async () => {
    const { code, err } = await project.miniweb(['routes', 'a.ts', 'b.ts'])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Usage: miniweb routes') })
    expect((await project.miniweb(['routes', '--help'])).out).toContain('Usage: miniweb routes')
  })
})

describe('on a terminal', () => {
  const table = ROUTES.map((route) => ({ name: undefined, ...route })) as Parameters<typeof routeLines>[0]
  const LINES = [
    'METHODS   PATH             NAME         HANDLER      AT             LAYERS',
    'GET       /posts/:id<int>  Posts.show   Posts.show   src/app.ts:7   -',
    'POST,PUT  /admin/posts     Posts.write  Posts.write  src/app.ts:12  audit',
    'GET       /ping            -            GET /ping    src/app.ts:21  -',
  ]
  const screen = { isTTY: true, write: () => undefined }

  it('the columns are aligned, below a bold head', () => {
    const [head, ...rows] = routeLines(table, terminalOf(screen, screen, {}))
    expect(head).toBe(`\u001b[1m${LINES[0]}\u001b[22m`)
    expect(rows).toEqual(LINES.slice(1))
  })

  it('NO_COLOR leaves the columns, without a colour', () => {
    expect(routeLines(table, terminalOf(screen, screen, { NO_COLOR: '1' }))).toEqual(LINES)
  })
})
