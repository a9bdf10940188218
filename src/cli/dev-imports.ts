// A hook of node's module loader that tells which files an app imports. Runs beside the app, in the loader's thread.
// @see https://nodejs.org/api/module.html#customization-hooks

import type { InitializeHook, LoadHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { MessagePort } from 'node:worker_threads'

let port: MessagePort | undefined

export const initialize: InitializeHook<{ readonly port: MessagePort }> = (given) => {
  port = given.port
}

export const load: LoadHook = (url, context, next) => {
  if (url.startsWith('file:') && !url.includes('/node_modules/')) port?.postMessage(fileURLToPath(withoutQuery(url)))
  return next(url, context)
}

function withoutQuery(url: string): string {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
