// `app.register(...)`, and the members of App that take one kind of thing.

import { App, type Ctx, html, type Layer, render, route } from 'miniweb'

interface Db { x: 1 }
class Plain { @route('/a') a() { return 'x' } }
class Needs {
  constructor(readonly db: Db) {}
  @route('/b') b() { return 'x' }
}
class Optional {
  constructor(readonly db?: Db) {}
  @route('/c') c() { return 'x' }
}
abstract class Abstract { @route('/d') d() { return 'x' } }
declare const db: Db
const app = new App()

app.register(new Needs(db))
// error: this class has constructor arguments: register an instance, new X(...)
app.register(Needs)
app.register(Plain, new Needs(db), Optional)
// error: this class has constructor arguments: register an instance, new X(...)
app.register(Plain, new Needs(db), Needs)
app.register(Plain)
// error: this class has constructor arguments: register an instance, new X(...)
app.register(Abstract)
app.register(new Plain())
// error: register takes instances and classes
app.register(() => new Plain())
app.register(Plain)
// error: Argument of type 'string' is not assignable to parameter of type
app.register('Plain')

app.use((_, next) => next())
// error: Type 'void' is not assignable to type
app.use((_, next) => { next() })

render('x.html', { a: 1 }, { status: 201, headers: { 'x-a': 'b' } })
// error: Type 'string' is not assignable to type 'number'
render('x.html', { a: 1 }, { status: '201' })
render('x.html', { a: 1 })
// error: Argument of type 'string' is not assignable to parameter of type 'object'
render('x.html', 'a')
html`<b>${'x'}${1}${null}${[html`x`]}</b>`
// error: does not exist in type
html`<b>${{ a: 1 }}</b>`

declare const layer: Layer
app.use(layer).use('/x', layer).register(new Plain()).get('/e', (ctx: Ctx) => ctx.path)

export { app }
