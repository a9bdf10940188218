// The first page, and a route with a parameter.

import { type Ctx, render, route } from 'miniweb'

export class Welcome {
  @route('/')
  show() {
    return render('welcome.html')
  }

  @route('/hello/:name')
  hello(_: Ctx, { name }: { name: string }) {
    return `Hello, ${name}!`
  }
}
