// With RouteNames and Templates filled, as an app's generated types do: names and their data are checked.

import { App, render } from 'miniweb'

declare module 'miniweb' {
  interface RouteNames {
    'Posts.show': { id: number }
    'Posts.list': unknown
  }
  interface Templates {
    'posts/show.html': { post: { title: string } }
    'about.html': { note?: string }
    'base.html': { site: string; title: string }
    'bare.html': { site: string }
  }
  interface TemplateGlobals {
    site: string
  }
}

const app = new App()
app.url('Posts.show', { id: 1, query: { page: 2 } })
// error: Argument of type '"Posts.shwo"' is not assignable to parameter of type
app.url('Posts.shwo', { id: 1, query: { page: 2 } })
app.url('Posts.show', { id: 1 })
// error: Type 'string' is not assignable to type 'number'
app.url('Posts.show', { id: '1' })
app.url('Posts.list')
// error: Expected 2 arguments, but got 1
app.url('Posts.show')

render('posts/show.html', { post: { title: 'x' } })
// error: Argument of type '"posts/shwo.html"' is not assignable to parameter of type
render('posts/shwo.html', { post: { title: 'x' } })
render('posts/show.html', { post: { title: 'x' } })
// error: 'titel' does not exist in type
render('posts/show.html', { post: { titel: 'x' } })
render('about.html')
// error: Expected 2-3 arguments, but got 1
render('posts/show.html')
render('about.html', { note: 'x' }, { status: 404 })
render('base.html', { title: 'x' })
// error: Property 'title' is missing in type
render('base.html', { site: 'x' })
render('base.html', { title: 'x', site: 'y' })
// error: Type 'number' is not assignable to type 'string'
render('base.html', { title: 'x', site: 1 })
render('bare.html')

export { app }
