// Secrets are compared in constant time: by equalSecrets for apps, and nowhere in the sources by an operator.

import { describe, expect, test } from 'vitest'
import { type App, abort, equalSecrets } from '../../src/index.js'
import { sourceFiles } from '../architecture/source-files.js'
import { freshApp, listening } from '../support/fresh-app.js'
import { exchange, get } from '../support/invariants.js'

const KEY = 'api-key-of-the-app'

/** An operator beside a name that ends like a secret, unless the other side is a constant of the language. */
const OPERATOR =
  /(?<!typeof )\b\w*(?:secret|password|signature|mac|digest|hash|apikey|bearer)\b(?:\(\))? [!=]==? (?!''|"|undefined|null)/i

/** The sources that know secrets; templates, static files and routes have digests and hashes of public things. */
const KNOWING = /^(?:middleware\/|passwords\.ts|http\/|input\.ts)/

describe('equalSecrets', () => {
  test('O6: is true for the secret alone', () => {
    expect(equalSecrets(KEY, KEY)).toBe(true)
    for (const given of ['', KEY.slice(0, -1), `${KEY}x`, KEY.toUpperCase(), ` ${KEY}`, `${KEY}\0`, KEY.repeat(1000)]) {
      expect(equalSecrets(given, KEY), given.slice(0, 30)).toBe(false)
    }
  })

  test('O6: takes whatever a request has, of any length, and never throws for it', () => {
    for (const given of [undefined, null, 0, true, {}, [KEY], Buffer.from(KEY), '\ud800']) {
      expect(equalSecrets(given, KEY)).toBe(false)
    }
    expect(equalSecrets('\u00e9', '\u00e9')).toBe(true)
  })

  test('O6: a secret that was not configured opens nothing', () => {
    expect(() => equalSecrets('', '')).toThrow(TypeError)
    expect(() => equalSecrets('undefined', undefined as unknown as string)).toThrow(TypeError)
  })

  test('O6: a layer for API keys answers 401 to all others', async () => {
    const { app } = freshApp()
    guarded(app)
    const port = await listening(app)
    const status = async (...lines: string[]) => (await exchange(port, get('/data', ...lines))).answer.status
    expect(await status(`X-Api-Key: ${KEY}`)).toBe(200)
    expect(await status()).toBe(401)
    expect(await status('X-Api-Key: ')).toBe(401)
    expect(await status(`X-Api-Key: ${KEY}`, `X-Api-Key: ${KEY}`)).toBe(401)
    expect(await status(`X-Api-Key: ${KEY.slice(1)}`)).toBe(401)
  })
})

function guarded(app: App): void {
  const api = app.with(({ headers }) => {
    if (!equalSecrets(headers['x-api-key'], KEY)) abort(401)
    return {}
  })
  api.get('/data', () => 'data')
}

describe('the sources', () => {
  const files = sourceFiles().filter(({ path }) => KNOWING.test(path))

  test.each(files.map(({ path, text }) => [path, text] as const))(
    'O6: %s compares no secret by an operator',
    (_, text) => {
      expect(OPERATOR.exec(text)?.[0]).toBeUndefined()
    },
  )

  test('O6: such an operator would be found', () => {
    expect('if (given.signature === expected)').toMatch(OPERATOR)
    expect('return apiKey !== key').toMatch(OPERATOR)
    expect("if (hash === '')").not.toMatch(OPERATOR)
  })
})
