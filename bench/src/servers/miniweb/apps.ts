// miniweb as its users write it: decorated controllers, default options, the built package; an app for each scenario.
// A test holds that none of them is without a default.

import { DOCUMENT, GREETING, RESOURCES } from '../../content.js'
import { App, type Ctx, type Layer, render, route } from '../../miniweb.js'
import type { NewOrder } from '../../new-order.js'
import { BLOG, TABLE } from '../../pages.js'
import { resource } from './resource.js'

const TEMPLATES = new URL('../../../templates', import.meta.url)

class Greetings {
  @route.get('/')
  hello(): string {
    return GREETING
  }

  @route.get('/json')
  json(): object {
    return DOCUMENT
  }
}

class Bodies {
  @route.post('/echo')
  echo(ctx: Ctx) {
    return ctx.read.json() as Promise<object>
  }

  @route.post('/contact')
  async contact(ctx: Ctx) {
    const { fields } = await ctx.read.form()
    return fields
  }
}

class Pages {
  @route.get('/table')
  table() {
    return render('table.html', TABLE)
  }

  @route.get('/blog')
  blog() {
    return render('blog.html', BLOG)
  }
}

class Visits {
  @route.get('/')
  count(ctx: Ctx): string {
    return `visits: ${ctx.state['visits']}`
  }
}

/** The class is made when its schema is loaded: no other scenario has zod in its process. */
async function orders(): Promise<App> {
  const { NewOrder } = await import('../../new-order.js')
  class Orders {
    @route.post('/orders', { body: NewOrder })
    create(_: Ctx, { body }: { body: NewOrder }) {
      return body
    }
  }
  return new App().register(Orders)
}

const syncLayer: Layer = (ctx, next) => {
  ctx.state['visits'] = Number(ctx.state['visits'] ?? 0) + 1
  return next()
}

const asyncLayer: Layer = async (ctx, next) => {
  ctx.state['visits'] = Number(ctx.state['visits'] ?? 0) + 1
  return await next()
}

function layers(layer: Layer): App {
  const app = new App()
  for (let count = 0; count < 5; count++) app.use(layer)
  return app.register(Visits)
}

/** Makes the app of a scenario. */
export const APPS: Readonly<Record<string, () => App | Promise<App>>> = {
  hello: () => new App().register(Greetings),
  json: () => new App().register(Greetings),
  parameter: () => new App().register(...RESOURCES.map(resource)),
  echo: () => new App().register(Bodies),
  form: () => new App().register(Bodies),
  validated: orders,
  page: () => new App({ templates: TEMPLATES }).register(Pages),
  static: () => new App({ static: 'static' }),
  'layers-sync': () => layers(syncLayer),
  'layers-async': () => layers(asyncLayer),
  mixed: () => new App({ templates: TEMPLATES, static: 'static' }).register(Greetings, Pages),
}
