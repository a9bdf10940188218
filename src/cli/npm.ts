// Runs npm in a folder, with its progress on the terminal.

import { type SpawnOptions, spawn } from 'node:child_process'

/** Development dependencies are wanted even where NODE_ENV is production. */
const INSTALL = ['install', '--include=dev', '--no-audit', '--no-fund']

/**
 * Installs what the package.json of a folder names.
 *
 * @param stopped ends npm
 * @returns undefined if all is installed, else what happened, as a part of a sentence
 */
export function installWithNpm(folder: string, stopped: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = startNpm(INSTALL, { cwd: folder, stdio: 'inherit', signal: stopped })
    child.once('error', ({ name, message }) => {
      resolve(name === 'AbortError' ? 'npm install was stopped' : `npm cannot be started (${message})`)
    })
    child.once('exit', (code, signal) => {
      resolve(code === 0 ? undefined : `npm install failed (${signal ?? `exit code ${code}`})`)
    })
  })
}

/** On Windows npm is a script of its shell. */
function startNpm(args: readonly string[], options: SpawnOptions) {
  return process.platform === 'win32'
    ? spawn(`npm ${args.join(' ')}`, { ...options, shell: true })
    : spawn('npm', args, options)
}
