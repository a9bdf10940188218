// What `npm install` puts into an empty folder: how many packages, and how much room they take.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Children } from '../children.js'
import type { FootprintApp } from './apps.js'

/** What was installed. */
export interface Installation {
  readonly app: string
  readonly packages: number
  /** Room on the disk, as `du` counts it. */
  readonly kibibytes: number
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const BENCH = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Packs miniweb as it is, or takes the versions that are compared with, and installs them.
 *
 * @param folder an empty one
 */
export async function install(children: Children, app: FootprintApp, folder: string): Promise<Installation> {
  if (app.packages?.length === 0) return { app: app.name, packages: 0, kibibytes: 0 }
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const names = app.packages ? app.packages.map(withVersion) : [await pack(children, folder)]
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await children.output({ program: 'npm', args: ['install', ...quiet, ...names], core: undefined, cwd: folder })
  return { app: app.name, packages: countPackages(folder), kibibytes: await room(children, folder) }
}

async function pack(children: Children, folder: string): Promise<string> {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  const printed = await children.output({ program: 'npm', args, core: undefined, cwd: ROOT })
  return join(folder, printed.trim())
}

/** A package with the version that stands in the benchmark's lock file. */
function withVersion(name: string): string {
  const { packages } = JSON.parse(readFileSync(join(BENCH, 'package-lock.json'), 'utf8'))
  return `${name}@${packages[`node_modules/${name}`].version}`
}

function countPackages(folder: string): number {
  const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'))
  return Object.keys(packages).length
}

async function room(children: Children, folder: string): Promise<number> {
  const args = ['-sk', 'node_modules']
  const printed = await children.output({ program: 'du', args, core: undefined, cwd: folder })
  return Number.parseInt(printed, 10)
}
