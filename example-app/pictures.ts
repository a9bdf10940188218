// Sends the pictures. They come from people: whatever is hidden in one, a browser takes it for a picture and runs nothing.

import { abort, type Ctx, Reply, route } from 'miniweb'
import type { PictureStore } from './picture-store.js'

const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-disposition': 'inline; filename="picture"',
  'content-security-policy': "default-src 'none'; sandbox",
}

export class Pictures {
  constructor(private readonly pictures: PictureStore) {}

  @route('/pictures/:id<int>')
  show(_: Ctx, { id }: { id: number }) {
    const { type, bytes } = this.pictures.find(id) ?? abort(404)
    const headers = { ...HARMLESS, 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }
    return new Reply({ kind: 'bytes', bytes }, { headers })
  }
}
