// What is looked up: paths of five classes, and what each must come to. All by GET.

/** A class of paths. */
export type LookupClass = 'static' | 'param' | 'deep' | 'wildcard' | 'miss'

/** A path and its route, with the values of the route's parameters in order; without a route for a miss. */
export interface Lookup {
  readonly path: string
  readonly expected: { readonly route: string; readonly values: readonly string[] } | undefined
}

export const CLASSES: readonly LookupClass[] = ['static', 'param', 'deep', 'wildcard', 'miss']

/** How each class is explained in the help. */
export const MEANINGS: Readonly<Record<LookupClass, string>> = {
  static: 'a path without parameters',
  param: 'one parameter',
  deep: 'three or four parameters among five to seven segments',
  wildcard: 'the rest of a path behind a literal',
  miss: 'no route: at the root, below a literal, and far below three parameters',
}

export const LOOKUPS: Readonly<Record<LookupClass, readonly Lookup[]>> = {
  static: [
    found('/user/repos', '/user/repos'),
    found('/user/emails', '/user/emails'),
    found('/rate_limit', '/rate_limit'),
    found('/search/repositories', '/search/repositories'),
  ],
  param: [
    found('/users/octocat', '/users/:username', 'octocat'),
    found('/gists/aa5a315d61ae9438b18d', '/gists/:gist_id', 'aa5a315d61ae9438b18d'),
    found('/orgs/nodejs/repos', '/orgs/:org/repos', 'nodejs'),
    found('/notifications/threads/4912', '/notifications/threads/:thread_id', '4912'),
  ],
  deep: [
    found('/repos/nodejs/node/pulls/4912', '/repos/:owner/:repo/pulls/:pull_number', 'nodejs', 'node', '4912'),
    found(
      '/repos/nodejs/node/issues/1347/comments',
      '/repos/:owner/:repo/issues/:issue_number/comments',
      'nodejs',
      'node',
      '1347',
    ),
    found(
      '/repos/octocat/hello-world/pulls/12/reviews/80',
      '/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id',
      'octocat',
      'hello-world',
      '12',
      '80',
    ),
    found(
      '/repos/octocat/hello-world/branches/main/protection',
      '/repos/:owner/:repo/branches/:branch/protection',
      'octocat',
      'hello-world',
      'main',
    ),
  ],
  wildcard: [
    found('/assets/logo.svg', '/assets/*path', 'logo.svg'),
    found('/assets/styles/site.css', '/assets/*path', 'styles/site.css'),
    found('/assets/fonts/inter/regular.woff2', '/assets/*path', 'fonts/inter/regular.woff2'),
  ],
  miss: [
    { path: '/nothing', expected: undefined },
    { path: '/search/nothing', expected: undefined },
    { path: '/users/octocat/nothing', expected: undefined },
    { path: '/repos/nodejs/node/pulls/4912/nothing', expected: undefined },
  ],
}

function found(path: string, route: string, ...values: readonly string[]): Lookup {
  return { path, expected: { route, values } }
}
