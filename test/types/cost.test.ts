// What routes cost the compiler: 400 decorated routes against the same imports without routes.

import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPILERS, FLAVOURS, openWorkshop, type Setting, type Workshop } from './compile.js'

const CONTROLLERS = 40
const ROUTES = CONTROLLERS * 10

interface Cost {
  readonly errors: number
  readonly instantiations: number
  readonly checkSeconds: number
}

let workshop: Workshop

beforeAll(async () => {
  workshop = await openWorkshop()
  const controllers = Array.from({ length: CONTROLLERS }, (_, index) => controller(index))
  await writeFile(join(workshop.folder, 'none.ts'), HEAD)
  await writeFile(join(workshop.folder, 'many.ts'), HEAD + controllers.join('\n'))
}, 30_000)

afterAll(() => workshop.close())

describe.each(COMPILERS)('%s', (compiler) => {
  it('takes at most 400 instantiations for a route, whatever the flavour', async () => {
    const without = await costOf({ compiler, flavour: 'legacy' }, 'none.ts')
    for (const flavour of FLAVOURS) {
      const withRoutes = await costOf({ compiler, flavour }, 'many.ts')
      const perRoute = (withRoutes.instantiations - without.instantiations) / ROUTES
      expect(withRoutes.errors).toBe(0)
      expect(perRoute).toBeGreaterThan(1)
      expect(perRoute).toBeLessThanOrEqual(400)
    }
  }, 60_000)
})

it.each(FLAVOURS)(
  'typescript checks 400 routes within a second, %s decorators',
  async (flavour) => {
    const seconds: number[] = []
    while (seconds.length < 3 && !seconds.some((each) => each <= 1)) {
      seconds.push((await costOf({ compiler: 'typescript', flavour }, 'many.ts')).checkSeconds)
    }
    expect(Math.min(...seconds)).toBeLessThanOrEqual(1)
  },
  60_000,
)

async function costOf(setting: Setting, name: string): Promise<Cost> {
  const output = await workshop.compile(setting, join(basename(workshop.folder), name))
  const figure = (label: string) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(output)?.[1])
  const errors = output.match(/: error TS\d+/g)?.length ?? 0
  return { errors, instantiations: figure('Instantiations'), checkSeconds: figure('Check time') }
}

const HEAD = `import { type Ctx, type CtxOf, json, redirect, render, route, type Schema, url } from 'miniweb'
interface Post { title: string; tags?: string[] }
interface Page { page: number }
declare const Post: Schema<Partial<Post>, Post>
declare const Page: Schema<Partial<Page>, Page>
const scope = route.with(() => ({ user: { name: 'x' } })).at('/orgs/:org<int>')
export { type Ctx, type CtxOf, json, Page, Post, redirect, render, scope, url }
`

/** A class with ten routes of the kinds that applications have. */
function controller(index: number): string {
  const name = `C${index}`
  const path = `/c${index}`
  return `export class ${name} {
  @route.get('${path}') list() { return render('list.html', { posts: [] }) }
  @route.get('${path}/:id<int>') show(_: Ctx, { id }: { id: number }) { return { id } }
  @route.get('${path}/:slug<slug>/:day<date>') day(_: Ctx, { slug, day }: { slug: string; day: Date }) { return { slug, day } }
  @route.get('${path}/search', { query: Page }) search(_: Ctx, { query }: { query: Page }) { return query }
  @route.post('${path}', { form: Post, invalid: 'list' }) create(_: Ctx, { form }: { form: Post }) { return redirect(url(${name}, 'show', { id: form.title.length })) }
  @route.put('${path}/:id<int>', { body: Post }) update(_: Ctx, { id, body }: { id: number; body: Post }) { return json({ id, body }) }
  @route.delete('${path}/:id<int>') async remove(_: Ctx, { id }: { id: number }) { return id > 0 ? null : 'x' }
  @route('${path}/both', { methods: ['GET', 'POST'] }) both(ctx: Ctx) { return ctx.path }
  @scope.get('${path}/:kind<a|b|c>') kind(ctx: CtxOf<typeof scope>, { org, kind }: { org: number; kind: 'a' | 'b' | 'c' }) { return { by: ctx.user.name, org, kind } }
  @scope.get('${path}/files/:rest<path>') file(_: Ctx, { rest }: { rest: string }) { return rest }
}
`
}
