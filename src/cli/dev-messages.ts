// What `miniweb dev` and the process that runs the app say to each other. Connections come with their message.

/** How often something may change without a restart: pages are loaded again, styles are put in place. */
export type PageChange = 'page' | 'styles'

/** From the command to the app's process. */
export type ToApp =
  | { readonly kind: 'connection' }
  | { readonly kind: 'changed'; readonly what: PageChange }
  /** Answer what has come, close the app, end. */
  | { readonly kind: 'end' }

/** Why an app does not run, in a form that goes from process to process. */
export interface Crash {
  readonly name: string
  readonly message: string
  readonly stack: string
}

/** What an app's process is started with. */
export interface Start {
  /** The whole path of the module that makes the app. */
  readonly entry: string
  /** As the entry is shown. */
  readonly shown: string
  readonly port: number
  readonly host: string
  /** The app ran and ended: show why, and do not run it again. */
  readonly crash?: Crash
}

/** From the app's process to the command. */
export type FromApp =
  /** The app answers from now on. */
  | { readonly kind: 'ready'; readonly routes: number; readonly folders: readonly string[] }
  /** The app does not start: a page that says why answers from now on. */
  | { readonly kind: 'broken'; readonly folders: readonly string[] }
  | { readonly kind: 'imported'; readonly file: string }
  /** Nobody has caught an error, and the process ends. */
  | { readonly kind: 'crashed'; readonly crash: Crash }
