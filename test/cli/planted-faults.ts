// Faults to plant in a copy of the example app: what is edited, and what `miniweb check` has to say of it.

/** A fault. */
export interface Fault {
  readonly what: string
  /** Below the app's folder. */
  readonly file: string
  /** A text of the file that stands there once, and what takes its place. */
  readonly edit: readonly [from: string, to: string]
  /** File, line and column, below the app's folder; what follows says what is wrong. */
  readonly at: string
  readonly says: string
}

/** Faults that end the start of the app, each of them to be planted alone. */
export const ALONE: readonly Fault[] = [
  {
    what: 'a section that is never closed',
    file: 'templates/parts/pager.html',
    edit: ['{{#if older}}<a', '<a'],
    at: 'templates/parts/pager.html:6:4',
    says: '{{/if}} closes nothing',
  },
  {
    what: 'an unknown partial',
    file: 'templates/links/list.html',
    edit: ['{{> parts/pager}}', '{{> parts/pagre}}'],
    at: 'templates/links/list.html:35:5',
    says: 'unknown template "parts/pagre" (did you mean "parts/pager"?)',
  },
  {
    what: 'an unknown layout',
    file: 'templates/links/new.html',
    edit: ['{{<layouts/main}}', '{{<layouts/mian}}'],
    at: 'templates/links/new.html:1:4',
    says: '"layouts/mian"',
  },
  {
    what: 'an unknown filter',
    file: 'templates/parts/link-card.html',
    edit: ['link.url | host', 'link.url | hots'],
    at: 'templates/parts/link-card.html:11:38',
    says: '"hots"',
  },
  {
    what: 'a value where none is safe',
    file: 'templates/parts/input.html',
    edit: ['id="{{ field.name }}" name', 'id={{ field.name }} name'],
    at: 'templates/parts/input.html:4:16',
    says: 'the value of an attribute needs quotes around it',
  },
  {
    what: 'a route that is declared twice',
    file: 'links.ts',
    edit: ["@members('/links/new')", "@members('/links/:id<int>')"],
    at: 'links.ts:40:4',
    says: 'GET /links/:id<int> is declared twice',
  },
  {
    what: 'a route that is never reached',
    file: 'board.ts',
    edit: ["app.get('/links',", "app.get('/links/:page<new|results>', () => null)\n  app.get('/links',"],
    at: 'board.ts:77:7',
    says: 'GET /links/:page<new|results> is never reached',
  },
  {
    what: 'a path with an unknown converter',
    file: 'board.ts',
    edit: ["app.get('/links',", "app.get('/pages/:page<integer>', () => null)\n  app.get('/links',"],
    at: 'board.ts:77:7',
    says: 'the path "/pages/:page<integer>" (app/board.ts:77): :page<integer>: no converter',
  },
]

/** Faults that are all found at once. */
export const TOGETHER: readonly Fault[] = [
  {
    what: 'a block that the layout does not have',
    file: 'templates/links/edit.html',
    edit: ['{{$title}}Edit “{{ link.title }}”{{/title}}', '{{$titel}}Edit “{{ link.title }}”{{/titel}}'],
    at: 'templates/links/edit.html:3:4',
    says: '"layouts/main" has no block "titel" (did you mean "title"?)',
  },
  {
    what: 'data that a page lacks',
    file: 'links.ts',
    edit: [
      "render('links/show.html', { link, mayChange: mayChange(member, link) })",
      "render('links/show.html', { link })",
    ],
    at: 'links.ts:37:38',
    says: "'mayChange' is missing",
  },
  {
    what: 'types of templates that are out of date',
    file: 'templates/links/list.html',
    edit: ['<h1>Links worth keeping</h1>', '<h1>{{ heading }}</h1>'],
    at: 'templates.d.ts:',
    says: 'templates.d.ts is out of date: run miniweb types app/templates',
  },
  {
    what: 'a route by a wrong name',
    file: 'templates/errors/failed.html',
    edit: ["url('Links.list')", "url('Links.lits')"],
    at: 'templates/errors/failed.html:15:18',
    says: 'no route is named \'Links.lits\' (did you mean "Links.list"?)',
  },
  {
    what: 'a route by a wrong name in an argument',
    file: 'templates/links/new.html',
    edit: ["url('Links.create')", "url('Links.make')"],
    at: 'templates/links/new.html:7:28',
    says: "no route is named 'Links.make'",
  },
  {
    what: 'an address without its parameter',
    file: 'templates/parts/link-card.html',
    edit: ["url('Links.show', id=link.id)", "url('Links.show')"],
    at: 'templates/parts/link-card.html:14:17',
    says: "url('Links.show') needs the parameter 'id' of /links/:id<int>",
  },
  {
    what: 'a value that no parameter takes',
    file: 'templates/links/edit.html',
    edit: ["url('Links.show', id=link.id)", "url('Links.show', id='first')"],
    at: 'templates/links/edit.html:8:16',
    says: '"first" is no value for the parameter \'id\' of /links/:id<int>',
  },
  {
    what: 'an address without a route',
    file: 'templates/layouts/main.html',
    edit: ["{{ url('Links.blank') }}", '/links/neww'],
    at: 'templates/layouts/main.html:21:29',
    says: '<a href>: no route has the address /links/neww (did you mean "/links/new"?)',
  },
  {
    what: 'an address with a value in it, without a route',
    file: 'templates/links/show.html',
    edit: ["{{ url('Links.edit', id=link.id) }}", '/links/{{ link.id }}/edti'],
    at: 'templates/links/show.html:19:35',
    says: '<a href>: no route has the address /links/…/edti',
  },
  {
    what: 'a form whose method no route answers',
    file: 'templates/links/list.html',
    edit: ['role="search" action', 'role="search" method="post" action'],
    at: 'templates/links/list.html:9:61',
    says: '<form action>: no route answers POST /, only GET',
  },
  {
    what: 'a form that forgets its method',
    file: 'templates/links/show.html',
    edit: [' method="post"', ''],
    at: 'templates/links/show.html:22:24',
    says: '<form action>: no route answers GET /links/…/delete, only POST',
  },
  {
    what: 'a button that sends its form elsewhere',
    file: 'templates/links/show.html',
    edit: ['<button class="danger">', '<button class="danger" formaction="/links/{{ link.id }}/remove">'],
    at: 'templates/links/show.html:25:44',
    says: '<button formaction>: no route has the address /links/…/remove',
  },
  {
    what: 'a static file that is not there, by its name',
    file: 'templates/layouts/main.html',
    edit: ["static('board.css')", "static('bord.css')"],
    at: 'templates/layouts/main.html:8:33',
    says: 'asset(\'bord.css\'): no static folder has such a file (did you mean "board.css"?)',
  },
  {
    what: 'a static file that is not there, by its address',
    file: 'templates/links/list.html',
    edit: ["{{ static('search.js') }}", '/static/serach.js'],
    at: 'templates/links/list.html:5:26',
    says: '<script src>: /static/serach.js is no static file',
  },
  {
    what: 'a class that is not registered',
    file: 'links-api.ts',
    edit: [
      'function shown(',
      "const old = route.at('/old')\n\nexport class OldLinks {\n  @old('/:id<int>')\n  show() {\n    return null\n  }\n}\n\nfunction shown(",
    ],
    at: 'links-api.ts:53:14',
    says: 'OldLinks has routes, but is not registered: app.register(OldLinks)',
  },
  {
    what: 'a handler that takes another parameter',
    file: 'links.ts',
    edit: [
      'show({ member }: SiteCtx, { id }: { id: number })',
      'show({ member }: SiteCtx, { idd: id }: { idd: number })',
    ],
    at: 'links.ts:34:4',
    says: "the handler takes 'idd'",
  },
]
