// The templates of an app: its folder opened with what templates may ask the app for, addresses of routes above all.
// A literal name that no route has stops the start, with the template's line.

import { ConfigError } from './errors.js'
import type { ResolvedOptions } from './options.js'
import { addressOfName, type NamedRoute, nameProblem } from './routing/names.js'
import type { UrlParams } from './routing/url.js'
import type { Assets } from './static/assets.js'
import { type Helper, TemplateEngine } from './template/engine.js'
import { existingFolder } from './template/folder.js'
import { didYouMean } from './template/nearest.js'

/** Names that templates of an app may call or print, collected until the app freezes. */
export class TemplateAdditions {
  readonly helpers = new Map<string, Helper>()
  readonly globals: Record<string, unknown> = Object.create(null)
  readonly #mustBeOpen: (what: string) => void

  /** @param mustBeOpen throws once the app is frozen */
  constructor(mustBeOpen: (what: string) => void) {
    this.#mustBeOpen = mustBeOpen
  }

  /** A function that templates call: `{{ name(x) }}`, `{{ x | name }}`. @throws ConfigError APP_FROZEN */
  helper(name: string, call: Helper['call']): this {
    this.#mustBeOpen('template.helper')
    this.helpers.set(name, { call })
    return this
  }

  /** A value that every template sees. @throws ConfigError APP_FROZEN */
  global(name: string, value: unknown): this {
    this.#mustBeOpen('template.global')
    this.globals[name] = value
    return this
  }
}

/** What templates may ask for addresses. */
export interface Addresses {
  readonly routes: readonly NamedRoute[]
  readonly assets: Pick<Assets, 'asset'>
}

/**
 * Opens the templates folder; undefined where there is none.
 *
 * @throws ConfigError if it is named but missing, TemplateError for a template that does not compile
 */
export function openTemplates(
  { templates, dev, log }: ResolvedOptions,
  { helpers, globals }: TemplateAdditions,
  addresses: Addresses,
): TemplateEngine | undefined {
  if (templates === false) return undefined
  const dir = existingFolder(templates ?? 'templates')
  if (dir !== undefined) {
    return new TemplateEngine({
      dir,
      dev,
      helpers: new Map([...pageHelpers(addresses), ...helpers]),
      globals,
      warn: (message) => log({ level: 'warn', message }),
      onMistake: (error) =>
        log({
          level: 'error',
          message: 'a template has a mistake; until it is corrected the last good ones are used',
          error,
        }),
    })
  }
  if (templates === undefined) return undefined
  throw new ConfigError(
    'TEMPLATE_FOLDER_MISSING',
    `the templates folder ${templates} does not exist: create it, or name another one in the option 'templates'`,
  )
}

function pageHelpers({ routes, assets }: Addresses): ReadonlyMap<string, Helper> {
  return new Map([
    ['url', urlHelper(routes)],
    ['static', staticHelper(assets)],
  ])
}

/** `{{ url('Posts.show', id=post.id, query=filter) }}` */
function urlHelper(routes: readonly NamedRoute[]): Helper {
  const names = routes.flatMap(({ name }) => name ?? [])
  return {
    call: (name, params) => addressOfName(routes, String(name), (params ?? {}) as UrlParams),
    checkLiteral: ([name]) => {
      if (typeof name !== 'string') return "url takes a route's name, 'Posts.show'"
      const problem = nameProblem(routes, name)
      return problem && `${problem}${didYouMean(name, names)}`
    },
  }
}

/** `{{ static('app.css') }}` */
function staticHelper(assets: Addresses['assets']): Helper {
  return {
    call: (name) => assets.asset(String(name)),
    checkLiteral: ([name]) => {
      try {
        assets.asset(String(name))
        return undefined
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
}
