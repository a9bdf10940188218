// The first page.

import { render, route } from 'miniweb'

export class Welcome {
  @route('/')
  show() {
    return render('welcome.html')
  }
}
