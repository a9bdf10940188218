// A scope's own converters: typed by what `parse` returns, in every scope made from it.

import { App, type Converter, type Ctx, type CtxOf, route } from 'miniweb'

interface Sku { code: string }
const sku: Converter<Sku> = { parse: (raw) => (raw === '' ? undefined : { code: raw }), format: (value) => value.code }
const hex = { parse: (raw: string) => (raw === '' ? undefined : Number.parseInt(raw, 16)) }

const shop = route.at('/shop').converters({ sku })
const inline = route.converters({ sku: { parse: (raw) => (raw === '' ? undefined : { code: raw }), format: (value: Sku) => value.code } })
const method = route.converters({ sku: { parse(raw) { return raw === '' ? undefined : { code: raw } } } })
const deep = shop.converters({ hex }).at('/:color<hex>').with((_, { color }) => ({ twice: color * 2 }))

class Shop {
  @shop.get('/:sku<sku>') one(_: Ctx, { sku }: { sku: Sku }) { return sku.code }
  // error: 'sku' has another type in the handler than the path or schema gives
  @shop.get('/:sku<sku>') oneBad(_: Ctx, { sku }: { sku: string }) { return sku }

  @shop.get('/:sku<sku>') known(_: Ctx, { sku }: { sku: Sku }) { return sku.code }
  // error: :sku<sku>: no converter is called 'sku'
  @route.get('/:sku<sku>') knownBad(_: Ctx, { sku }: { sku: Sku }) { return sku.code }

  @deep.get('/:sku<sku>') both(ctx: CtxOf<typeof deep>, { color, sku }: { color: number; sku: Sku }) { return { t: ctx.twice, color, sku } }
  // error: 'color' has another type in the handler than the path or schema gives
  @deep.get('/:sku<sku>') bothBad(ctx: CtxOf<typeof deep>, { color, sku }: { color: string; sku: Sku }) { return { t: ctx.twice, color, sku } }

  @deep.get('/:day<date>') builtIn(_: Ctx, { day }: { day: Date }) { return { day } }
  // error: :day<dat>: no converter is called 'dat'
  @deep.get('/:day<dat>') builtInBad(_: Ctx, { day }: { day: Date }) { return { day } }

  @shop.get('/:kind<a|b>') words(_: Ctx, { kind }: { kind: 'a' | 'b' }) { return kind }
  // error: :kind<sku|b>: alternatives are literal words, and 'sku' is a converter
  @shop.get('/:kind<sku|b>') wordsBad(_: Ctx, { kind }: { kind: 'sku' | 'b' }) { return kind }

  @inline.get('/:sku<sku>') arrow(_: Ctx, { sku }: { sku: Sku }) { return sku.code }
  @method.get('/:sku<sku>') shorthand(_: Ctx, { sku }: { sku: Sku }) { return sku.code }
  @(shop.at('/a').through((_, next) => next()).get('/:sku<sku>')) through(_: Ctx, { sku }: { sku: Sku }) { return sku.code }
  @(shop.with(() => ({ a: 1 })).post('/:sku<sku>')) with(ctx: Ctx & { a: number }, { sku }: { sku: Sku }) { return sku.code + ctx.a }
}

route.converters({ color: hex })
// error: a converter 'int' exists already: choose another name
route.converters({ int: hex })
shop.converters({ color: hex })
// error: a converter 'sku' exists already: choose another name
shop.converters({ sku: hex })
route.converters({ color: { parse: (raw: string) => raw } })
// error: Property 'parse' is missing
route.converters({ color: { format: (raw: string) => raw } })
route.converters({ color: { parse: (raw: string) => raw, format: (value: string) => value } })
// error: Type 'string' is not assignable to type 'number'
route.converters({ color: { parse: (raw: string) => raw, format: (value: number) => value.toFixed() } })

const app = new App()
app.converters({ sku }).get('/:sku<sku>', (_, { sku }) => sku.code)
// error: Property 'kode' does not exist on type 'Sku'
app.converters({ sku }).get('/:sku<sku>', (_, { sku }) => sku.kode)
app.at('/x/:y<int>').converters({ sku, hex }).at('/:h<hex>').put('/:sku<sku>', (_, { y, h, sku }) => sku.code + h.toFixed() + y.toFixed())

export { app, Shop }
