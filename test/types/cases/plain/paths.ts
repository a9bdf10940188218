// The path as a type: each wrong path is an error at the path, with one sentence.

import { App, type Ctx, route } from 'miniweb'

class Paths {
  @route.get('/posts') slash() { return 'x' }
  // error: a path starts with a slash: /posts
  @route.get('posts') slashBad() { return 'x' }

  @route.get('/') root() { return 'x' }
  // error: a path starts with a slash: /
  @route.get('') rootBad() { return 'x' }

  @route.get('/posts/:id<int>') converter(_: Ctx, { id }: { id: number }) { return String(id) }
  // error: :id<itn>: no converter is called 'itn'
  @route.get('/posts/:id<itn>') converterBad(_: Ctx, { id }: { id: number }) { return String(id) }

  @route.get('/posts/:id') empty() { return 'x' }
  // error: :id<>: no converter is called ''
  @route.get('/posts/:id<>') emptyBad() { return 'x' }

  @route.get('/:a/:b') twice() { return 'x' }
  // error: :a stands twice in the path (prefix included)
  @route.get('/:a/:a') twiceBad() { return 'x' }

  @route.get('/:text') body() { return 'x' }
  // error: :body is reserved for the body schema: rename the parameter
  @route.get('/:body') bodyBad() { return 'x' }

  @route.get('/x/:search/y') query() { return 'x' }
  // error: :query is reserved for the query schema: rename the parameter
  @route.get('/x/:query/y') queryBad() { return 'x' }

  @route.get('/x/:kind<a|b>') form() { return 'x' }
  // error: :form is reserved for the form schema: rename the parameter
  @route.get('/x/:form<a|b>') formBad() { return 'x' }

  @route.get('/x/:rest<path>') last(_: Ctx, { rest }: { rest: string }) { return rest }
  // error: :rest<path> takes the rest of the path, so nothing can follow it
  @route.get('/:rest<path>/x') lastBad(_: Ctx, { rest }: { rest: string }) { return rest }

  @route.get('/:id') optional() { return 'x' }
  // error: :id?: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/:id?') optionalBad() { return 'x' }

  @route.get('/users/:id<int>') flask() { return 'x' }
  // error: '/users/<int:id>': a parameter is a whole segment, :name or :name<converter>
  @route.get('/users/<int:id>') flaskBad() { return 'x' }

  @route.get('/users/:id') braces() { return 'x' }
  // error: '/users/{id}': a parameter is a whole segment, :name or :name<converter>
  @route.get('/users/{id}') bracesBad() { return 'x' }

  @route.get('/files/:rest<path>') star() { return 'x' }
  // error: '/files/*': a parameter is a whole segment, :name or :name<converter>
  @route.get('/files/*') starBad() { return 'x' }

  @route.get('/x/:id') suffix() { return 'x' }
  // error: :id.json: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/x/:id.json') suffixBad() { return 'x' }

  @route.get('/x/:id') prefix() { return 'x' }
  // error: '/x-:id': a parameter is a whole segment, :name or :name<converter>
  @route.get('/x-:id') prefixBad() { return 'x' }

  @route.get('/x/:a/:b') range() { return 'x' }
  // error: :a-:b: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/x/:a-:b') rangeBad() { return 'x' }

  @route.get('/x/:post_id') hyphen() { return 'x' }
  // error: :post-id: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/x/:post-id') hyphenBad() { return 'x' }

  @route.get('/x/:id') nameless() { return 'x' }
  // error: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/x/:') namelessBad() { return 'x' }

  @route.get('/x/:id<int>') behind() { return 'x' }
  // error: :id<int>s: a parameter name is letters, digits and _, and the parameter is a whole segment
  @route.get('/x/:id<int>s') behindBad() { return 'x' }

  @route.get('/x/:k<a|b>') alternative(_: Ctx, { k }: { k: 'a' | 'b' }) { return k }
  // error: :k<a|> has an empty alternative
  @route.get('/x/:k<a|>') alternativeBad(_: Ctx, { k }: { k: 'a' | 'b' }) { return k }

  @route.get('/x/:k<a|b>') words() { return 'x' }
  // error: :k<int|b>: alternatives are literal words, and 'int' is a converter
  @route.get('/x/:k<int|b>') wordsBad() { return 'x' }

  @route.get('/x/:k<a_b|c>') odd() { return 'x' }
  // error: :k<a b|c>: alternatives are literal words
  @route.get('/x/:k<a b|c>') oddBad() { return 'x' }

  @route.get('/a/b/:c') double() { return 'x' }
  // error: '/a//b': a parameter is a whole segment, :name or :name<converter>
  @route.get('/a//b') doubleBad() { return 'x' }

  @route.get('/a/:b/:c') gap() { return 'x' }
  // error: '//': a parameter is a whole segment, :name or :name<converter>
  @route.get('/a/:b//:c') gapBad() { return 'x' }

  @route.get('/search') mark() { return 'x' }
  // error: '/search?q=x': a parameter is a whole segment, :name or :name<converter>
  @route.get('/search?q=x') markBad() { return 'x' }

  @route.post('/caf\u00e9') percent() { return 'x' }
  // error: '/caf%C3%A9': a parameter is a whole segment, :name or :name<converter>
  @route.post('/caf%C3%A9') percentBad() { return 'x' }
}

const app = new App()
app.get('/ping', () => 'x')
// error: a path starts with a slash: /ping
app.get('ping', () => 'x')
app.get('/p/:x<int>', (_, { x }) => x.toFixed())
// error: :x<no>: no converter is called 'no'
app.get('/p/:x<no>', (_, { x }) => x.toFixed())
app.route('/p/:x/:y', { methods: ['PUT'] }, (_, { x }) => x)
// error: :x stands twice in the path (prefix included)
app.route('/p/:x/:x', { methods: ['PUT'] }, (_, { x }) => x)

export { app, Paths }
