// How fast `miniweb dev` is, as a developer sees it in Chromium: from the save of a file to the page that shows it. And
// what a hundred rapid edits leave behind. Run by `npm run check:dev`, which fails if the best time of a kind is over its
// bound: a busy machine makes slow what is not. How long an empty process takes tells how busy it is.

import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath, launch } from '../browser/chromium.js'
import { familyOf, openApp, type RunningDev, startDev, textOf, word } from '../cli/dev-project.js'
import type { Project } from '../template-types/command.js'

const ROUNDS = 9
const EDITS = 100

/** Something that is saved, and how soon the page must show it, in milliseconds. */
interface Edit {
  readonly name: string
  readonly boundMs: number
  /** Saves, and resolves when the page shows it. */
  readonly run: (round: number) => Promise<void>
}

async function main(): Promise<void> {
  const path = chromiumPath()
  if (path === undefined) return
  const project = await openApp()
  await installBuilt(project)
  const browser = await launch(path)
  const dev = await startDev(project)
  try {
    const slow = await measureEdits(project, browser, dev)
    const left = await countAfterRapidEdits(project, dev)
    process.stdout.write(slow + left === 0 ? '\npassed\n' : `\nFAILED: ${slow} too slow, ${left} left behind\n`)
    process.exitCode = slow + left === 0 ? 0 : 1
  } finally {
    await dev.command.stop('SIGINT')
    await browser.close()
    await project.close()
  }
}

/** The package as it is published starts faster than its sources one by one. */
async function installBuilt({ folder }: Project): Promise<void> {
  const installed = join(folder, 'node_modules/miniweb/dist')
  await rm(installed, { recursive: true })
  await cp(new URL('../../dist', import.meta.url), installed, { recursive: true })
}

/** @returns how many kinds of edits are too slow */
async function measureEdits(project: Project, browser: Browser, dev: RunningDev): Promise<number> {
  const page = await browser.newPage()
  await page.goto(dev.address)
  process.stdout.write(`an empty process: ${emptyProcessMs()} ms\n\n`)
  row(['edit', 'best', 'median', 'worst', 'bound'])
  let slow = 0
  for (const edit of editsOf(project, page)) {
    const times: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const start = performance.now()
      await edit.run(round)
      times.push(performance.now() - start)
      await setTimeout(300) // as a person would: never in the middle of the last one
    }
    times.sort((one, other) => one - other)
    const shown = [times[0], times[ROUNDS >> 1], times.at(-1), edit.boundMs].map((ms = 0) => `${Math.round(ms)} ms`)
    const isSlow = (times[0] ?? 0) > edit.boundMs
    row([edit.name, ...shown, ...(isSlow ? ['TOO SLOW'] : [])])
    if (isSlow) slow++
  }
  await page.close()
  return slow
}

function editsOf(project: Project, page: Page): readonly Edit[] {
  const heading = (text: string) => page.locator('h1', { hasText: text }).waitFor()
  const template = (round: number) => `<!doctype html>
<html lang="en"><head><title>x</title><link rel="stylesheet" href="{{ static('app.css') }}"></head>
<body><h1>round ${round} {{ title }}</h1></body></html>`
  return [
    {
      name: 'controller',
      boundMs: 1000,
      run: async (round) => {
        await project.write('src/word.ts', word(`source ${round}`))
        await heading(`source ${round}`)
      },
    },
    {
      name: 'template',
      boundMs: 200,
      run: async (round) => {
        await project.write('templates/index.html', template(round))
        await heading(`round ${round}`)
      },
    },
    {
      name: 'styles',
      boundMs: 200,
      run: async (round) => {
        await project.write('static/app.css', `h1 { color: rgb(0, 0, ${round}) }`)
        await page.waitForFunction(`getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, ${round})'`)
      },
    },
  ]
}

/** @returns how many processes and open files are left that were not there before */
async function countAfterRapidEdits(project: Project, dev: RunningDev): Promise<number> {
  const { parent } = familyOf(await pidOf(dev))
  const filesBefore = openFilesOf(parent)
  for (let edit = 1; edit <= EDITS; edit++) {
    await project.write('src/word.ts', word(`edit ${edit}`))
    await setTimeout(edit % 10 === 0 ? 400 : 20)
  }
  while ((await textOf(`${dev.address}/word`)) !== `edit ${EDITS}`) await setTimeout(20)
  await setTimeout(200)
  const { children } = familyOf(await pidOf(dev))
  const files = openFilesOf(parent)
  process.stdout.write(`\n${EDITS} rapid edits: ${children.length} process, ${filesBefore} → ${files} open files\n`)
  return children.length - 1 + Math.max(0, files - filesBefore)
}

/** The best of three starts of node. */
function emptyProcessMs(): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    execFileSync(process.execPath, ['-e', ''])
    return performance.now() - start
  })
  return Math.round(Math.min(...times))
}

async function pidOf(dev: RunningDev): Promise<number> {
  return Number(await textOf(`${dev.address}/pid`))
}

/** 0 where the system does not tell. */
function openFilesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

function row(cells: readonly string[]): void {
  process.stdout.write(
    `${cells
      .map((cell) => cell.padEnd(12))
      .join('')
      .trimEnd()}\n`,
  )
}

await main()
