// Where a route may stand: on public methods of instances.

import { type Ctx, route } from 'miniweb'

class Members {
  @route('/x') method() { return 'x' }
  // error: a route stands on a public method of instances: not static, private or protected
  @route('/x') static methodBad() { return 'x' }

  @route('/x') open() { return 'x' }
  // error: a route stands on a public method of instances: not static, private or protected
  @route('/x') private openBad() { return 'x' }

  @route('/x') public() { return 'x' }
  // error: a route stands on a public method of instances: not static, private or protected
  @route('/x') protected publicBad() { return 'x' }

  @route('/x') hash() { return this.#hashBad() }
  // error (standard): a route stands on a public method of instances: not static, private or protected
  @route('/x') #hashBad() { return 'x' }

  @route('/x') asMethod() { return 'x' }
  // error: Unable to resolve signature of property decorator when called as an expression
  @route('/x') asField = () => 'x'

  @route('/x') read() { return 'x' }
  // error (standard): Unable to resolve signature of method decorator when called as an expression
  // error (legacy): a route stands on a method
  @route('/x') get readBad() { return 'x' }

  @route('/x') @route.post('/y') stacked() { return 'x' }
  @route('/x') async later() { return 'x' }
  overloaded(ctx: Ctx): string
  @route('/x') overloaded(ctx: Ctx) { return ctx.path }
}

// A class within a function that is generic: its type is not known, its members are.
function controller<Item extends object>(item: Item) {
  class Items {
    @route('/x') item() { return { item } }
    // error: the handler takes 'id', which neither path nor schema gives
    @route('/x') itemBad(_: Ctx, { id }: { id: number }) { return { item, id } }
  }
  return Items
}

abstract class Base {
  @route('/b/:n<int>') inherited(_: Ctx, { n }: { n: number }) { return { n } }
  abstract name(): string
}
class Derived extends Base {
  override inherited(_: Ctx, { n }: { n: number }) { return { n: n + 1 } }
  @route('/c') override name() { return 'x' }
  // error: the handler takes 'id', which neither path nor schema gives
  @route('/c') nameBad(_: Ctx, { id }: { id: number }) { return { id } }
}

export { controller, Derived, Members }
