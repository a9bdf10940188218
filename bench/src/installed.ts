// Whether a command is installed: an executable file of that name in a folder of PATH.

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether `command` would be found. */
export function isInstalled(command: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => isExecutable(join(folder, command)))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
