// Prefixes: what `.at()` takes, and how its parameters join those of the paths.

import { App, type Ctx, route } from 'miniweb'

const org = route.at('/orgs/:org<int>')
const files = route.at('/files/:rest<path>')
const nested = org.at('/teams').at('/:team')

class Prefixes {
  @org.get('/:id<int>') joined(_: Ctx, { org, id }: { org: number; id: number }) { return { org, id } }
  // error: the handler takes 'idd', which neither path nor schema gives
  @org.get('/:id<int>') joinedBad(_: Ctx, { org, idd }: { org: number; idd: number }) { return { org, idd } }

  @org.get('/:id') own(_: Ctx, { id }: { id: string }) { return id }
  // error: :org stands twice in the path (prefix included)
  @org.get('/:org') ownBad(_: Ctx, { org }: { org: string }) { return org }

  @nested.put('/:id') deep(_: Ctx, { org, team, id }: { org: number; team: string; id: string }) { return { org, team, id } }
  // error: 'org' has another type in the handler than the path or schema gives
  @nested.put('/:id') deepBad(_: Ctx, { org, team, id }: { org: string; team: string; id: string }) { return { org, team, id } }

  @files.get('/') rest(_: Ctx, { rest }: { rest: string }) { return rest }
  // error: :rest<path> takes the rest of the path, so nothing can follow it
  @files.get('/x') restBad(_: Ctx, { rest }: { rest: string }) { return rest }

  @org.get('/') root(_: Ctx, { org }: { org: number }) { return { org } }
  // error: a path starts with a slash: /
  @org.get('') rootBad(_: Ctx, { org }: { org: number }) { return { org } }
}

route.at('/orgs')
// error: a path starts with a slash: /orgs
route.at('orgs')
route.at('/orgs')
// error: a prefix does not end with a slash: /orgs/
route.at('/orgs/')
route.at('/orgs')
// error: a prefix does not end with a slash: /
route.at('/')
route.at('/:x<path>')
// error: :x<path> takes the rest of the path, so nothing can follow it
route.at('/:x<path>').at('/y')
org.at('/:id')
// error: :org stands twice in the path (prefix included)
org.at('/:org')

const app = new App()
app.at('/admin').get('/users', () => [])
// error: a prefix does not end with a slash: /admin/
app.at('/admin/').get('/users', () => [])
app.at('/o/:o<int>').at('/x').get('/:p', (_, { o, p }) => p + o.toFixed())
// error: Property 'q' does not exist on type
app.at('/o/:o<int>').at('/x').get('/:p', (_, { o, q }) => q + o.toFixed())

declare const base: string
app.at(base).get('/:id<int>', (_, { id }) => id.toFixed()).get(base, (_, input) => input)
app.get(`${base}/x`, (_, input) => input)
route.at(base).get('/x/:id<int>')

export { app, Prefixes }
