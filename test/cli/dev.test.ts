// `miniweb dev`: an app that follows its sources, on a port that stays open. From the built package, as a process.

import { connect, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../support/deadline.js'
import { RawSocket } from '../support/raw-socket.js'
import type { Project } from '../template-types/command.js'
import { APP, familyOf, isAlive, openApp, type RunningDev, startDev, textOf, word, writeApp } from './dev-project.js'

let project: Project
let dev: RunningDev

beforeAll(async () => {
  project = await openApp()
}, 60_000)

afterAll(() => project.close())

describe('miniweb dev', () => {
  beforeEach(async () => {
    await writeApp(project)
    dev = await startDev(project)
  })

  afterEach(async () => {
    expect(await dev.command.stop('SIGINT')).toBe(0)
  })

  it('prints each request with its status and time', async () => {
    expect(await textOf(`${dev.address}/word?secret=1`)).toBe('first')
    expect(await dev.command.line(/GET/)).toMatch(/^GET \/word 200 \d+(\.\d)? ms$/)
    await textOf(`${dev.address}/none`)
    expect(await dev.command.line(/GET/)).toMatch(/^GET \/none 404 /)
  })

  it('shows an error with its place in the source', async () => {
    expect((await fetch(`${dev.address}/broken`)).status).toBe(500)
    expect(await dev.command.line(/TypeError/)).toBe('TypeError: it is broken')
    expect(await dev.command.line(/^ {2}src/)).toBe('  src/app.ts:25:11')
    expect(await dev.command.line(/^>/)).toBe("> 25 |     throw new TypeError('it is broken')")
    expect(await dev.command.line(/ at /)).toMatch(/^ {2}at \w*Pages\.broken src\/app\.ts:25:11$/)
    expect(await dev.command.line(/and/)).toMatch(/^ {2}and \d+ frames of node and packages$/)
  })

  it('runs the app again when a file that it imports has changed, and closes it before', async () => {
    await project.write('src/word.ts', word('second'))
    await dev.command.line(/^closed in order$/)
    expect(await dev.command.line(/changed/)).toMatch(/^http:\S+ · src\/word\.ts changed · 6 routes · \d+ ms$/)
    expect(await textOf(`${dev.address}/word`)).toBe('second')
  })

  it('does not run it again for a template or a style', async () => {
    const pid = await textOf(`${dev.address}/pid`)
    await project.write('templates/index.html', '<h1>new {{ title }}</h1>')
    await project.write('static/app.css', 'h1 { color: blue }')
    await untilAnswers(dev.address, '<h1>new first</h1>')
    expect(await textOf(`${dev.address}/pid`)).toBe(pid)
  })

  it('shows a source that does not compile, in the terminal and in the browser, and goes on when it is corrected', async () => {
    await project.write('src/word.ts', "export const WORD = 'no end\n")
    expect(await dev.command.line(/SyntaxError/)).toBe('SyntaxError: Unterminated string literal')
    expect(await dev.command.line(/src/)).toBe('  src/word.ts:1:28')
    await dev.command.line(/does not run/)
    const answer = await fetch(`${dev.address}/word`, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Unterminated string literal')
    await project.write('src/word.ts', word('third'))
    await untilAnswers(`${dev.address}/word`, 'third')
  })

  it('shows what stops the start, and goes on after any change', async () => {
    await project.write('templates/index.html', '{{#if x}}')
    await project.write('src/word.ts', word('again'))
    await dev.command.line(/does not run/)
    expect(await textOf(`${dev.address}/word`)).toContain('the app does not run')
    await project.write('templates/index.html', '<p>{{ title }}</p>')
    await untilAnswers(dev.address, '<p>again</p>')
  })

  it('tells that the app has ended by itself, and why, and runs it again after a change', async () => {
    await textOf(`${dev.address}/crash`)
    await dev.command.line(/ended by itself \(exit code 1\)/)
    await dev.command.line(/does not run/)
    expect(await textOf(`${dev.address}/word`)).toContain('nobody catches this')
    await project.write('src/word.ts', word('back'))
    await untilAnswers(`${dev.address}/word`, 'back')
  })

  it('keeps the port: no request is refused or lost while the app is run again', { timeout: 40_000 }, async () => {
    let isOver = false
    const statuses = new Map<string, number>()
    const client = async (path: string) => {
      while (!isOver) {
        const outcome = await fetch(`${dev.address}${path}`).then(
          async (answer) => `${answer.status} ${/^w\d$|^first$/.test(await answer.text())}`,
          (error: Error) => `${error.message}: ${(error.cause as Error | undefined)?.message}`,
        )
        statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1)
      }
    }
    const clients = ['/word', '/word', '/word', '/slow', '/slow', '/slow'].map(client)
    for (const text of ['w1', 'w2', 'w3']) {
      await project.write('src/word.ts', word(text))
      await dev.command.line(/word\.ts changed/)
    }
    isOver = true
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual(['200 true'])
  })

  it('leaves one process after twenty rapid edits', async () => {
    const before = Number(await textOf(`${dev.address}/pid`))
    for (let edit = 1; edit <= 20; edit++) {
      await project.write('src/word.ts', word(`edit ${edit}`))
      await new Promise((resolve) => setTimeout(resolve, edit % 4 === 0 ? 90 : 5))
    }
    await untilAnswers(`${dev.address}/word`, 'edit 20')
    const now = Number(await textOf(`${dev.address}/pid`))
    expect(isAlive(before)).toBe(false)
    await eventually(() => expect(familyOf(now).children).toEqual([now]))
  })

  it('ends the app when it is killed itself', async () => {
    const other = await startDev(project)
    const pid = Number(await textOf(`${other.address}/pid`))
    await other.command.stop('SIGKILL')
    await eventually(() => expect(isAlive(pid)).toBe(false))
  })

  it('P1: listens on this machine alone, and answers under no other name', async () => {
    const client = await RawSocket.connect(dev.port)
    const answer = await client.request('GET /word HTTP/1.1\r\nHost: evil.example\r\n\r\n').answer()
    expect(answer.status).toBe(403)
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
    await expect(connected(dev.port, '127.0.0.2')).rejects.toThrow('ECONNREFUSED')
  })
})

describe('the stream of changes', () => {
  const OWN = 'Sec-Fetch-Site: same-origin'

  beforeEach(async () => {
    await writeApp(project)
    dev = await startDev(project)
  })

  afterEach(async () => {
    expect(await dev.command.stop('SIGINT')).toBe(0)
  })

  async function ask(...lines: readonly string[]): Promise<RawSocket> {
    const client = await RawSocket.connect(dev.port)
    const host = lines.some((line) => line.startsWith('Host:')) ? [] : [`Host: localhost:${dev.port}`]
    return client.request(['GET /.miniweb/changes HTTP/1.1', ...host, ...lines, '', ''].join('\r\n'))
  }

  it.each([
    ['of another site', ['Origin: https://evil.example']],
    ['of another site, as browsers mark it', ['Sec-Fetch-Site: cross-site']],
    ['of a neighbour', ['Sec-Fetch-Site: same-site']],
    ['of another port', ['Origin: http://localhost:1', OWN]],
    ['of nobody: null', ['Origin: null']],
    ['of nobody, whatever else it says', ['Origin: null', OWN]],
    ['without an origin or a mark', []],
    ['that somebody typed', ['Sec-Fetch-Site: none']],
    ['under another name', ['Host: evil.example', 'Origin: http://evil.example', OWN]],
  ])('P2, J5: is refused to a page %s', async (_, lines) => {
    const answer = await (await ask(...lines)).answer()
    expect(answer.status).toBe(403)
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
  })

  it.each([[OWN], [`Origin: http://localhost:ORIGIN`]])('P2: is given to a page of the app: %s', async (line) => {
    const client = await ask(line.replace('ORIGIN', String(dev.port)))
    await client.sees('data: {"page":"')
    expect(client.unread).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\n/)
    client.destroy()
  })

  it('tells of a template, of styles, and ends with the process', async () => {
    const client = await ask(OWN)
    await client.sees('"styles"')
    const versions = () => client.unread.match(/data: .*/g)?.map((line) => JSON.parse(line.slice(6))) ?? []
    await project.write('static/app.css', 'h1 { color: blue }')
    await eventually(() => expect(versions()).toHaveLength(2))
    await project.write('templates/index.html', '<h1>x</h1>')
    await eventually(() => expect(versions()).toHaveLength(3))
    const [first, styles, page] = versions()
    expect(styles.page).toBe(first.page)
    expect(styles.styles).not.toBe(first.styles)
    expect(page.page).not.toBe(first.page)
    await project.write('src/word.ts', word('new'))
    await client.ended()
  })

  it('is followed by a script in whole pages, and nowhere else', async () => {
    expect(await textOf(dev.address)).toMatch(
      /<script data-page="[\w.-]+" data-styles="[\w.-]+" data-changes=".*<\/body>/s,
    )
    expect(await textOf(`${dev.address}/none`, 'text/html')).toContain('<script data-page=')
    expect(await textOf(`${dev.address}/word`)).toBe('first')
    await project.write('templates/index.html', '<h1>a part</h1>')
    await untilAnswers(dev.address, '<h1>a part</h1>')
  })
})

describe('miniweb dev finds', () => {
  beforeEach(() => writeApp(project))

  it('an entry that listens itself, and gives it its port', async () => {
    await project.write(
      'src/main.ts',
      "import app from './app.js'\nconsole.log('listening at', (await app.listen(3000)).url)\n",
    )
    const running = await started()
    expect(await textOf(`${running.address}/word`)).toBe('first')
    await project.write('src/word.ts', word('listened'))
    await running.command.line(/^closed in order$/)
    expect(await running.command.line(/^listening at/)).toBe(`listening at ${running.address}`)
    await untilAnswers(`${running.address}/word`, 'listened')
    expect(await running.command.stop('SIGINT')).toBe(0)
    await project.write('src/main.ts', "export { default } from './app.js'\n")
  })

  it('no app in an entry without one, and says what is missing', async () => {
    await project.write('src/other.ts', 'export const nothing = 1\n')
    const running = await started('src/other.ts')
    expect(await textOf(running.address)).toContain(
      'src/other.ts neither exports its app (export default app) nor calls app.listen(): it has no default export',
    )
    await project.write('src/other.ts', APP)
    await untilAnswers(`${running.address}/word`, 'first')
    expect(await running.command.stop('SIGTERM')).toBe(0)
  })

  it.each([
    [['nowhere.ts'], 1, 'there is no file "nowhere.ts"'],
    [['a.ts', 'b.ts'], 2, 'dev takes one entry'],
    [['--port', 'x'], 2, '--port is a number up to 65535, not "x"'],
  ])('%j wrong', async (args, code, sentence) => {
    const run = await project.run(['dev', ...args])
    expect(run).toMatchObject({ code, out: '', err: expect.stringContaining(`miniweb: ${sentence}`) })
  })

  it('a port in use, and says how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const run = await project.run(['dev', '--port', String(port)])
    server.close()
    expect(run.err).toContain(`miniweb: port ${port} is in use already`)
    expect(run.err).toContain('choose another one with --port ')
    expect(run.code).toBe(1)
  })
})

function connected(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host }, () => resolve(void socket.destroy()))
    socket.once('error', reject)
  })
}

/** Starts the command for one test, and kills it with the test if that has not ended it. */
async function started(...args: readonly string[]): Promise<RunningDev> {
  const running = await startDev(project, ...args)
  onTestFinished(async () => void (await running.command.stop('SIGKILL')))
  return running
}

/** Waits until an address answers with a text. */
function untilAnswers(address: string, expected: string): Promise<void> {
  return eventually(async () => {
    const text = await textOf(address)
    if (text !== expected) throw new Error(`${address} answers ${text}, not yet ${expected}`)
  })
}
