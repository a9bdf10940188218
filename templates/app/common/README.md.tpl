{{=<% %>=}}
# <% title %>

A web app made with miniweb.

```sh
npm install      # once
npm run dev      # http://localhost:3000, new after each edit, in the browser too; PORT=8080 chooses another port
npm test         # asks the app for its pages, without a port
npm run check    # types, the data of the templates, and whether every address in them leads somewhere
```

## Where things are

| | |
|---|---|
| `src/app.ts` | puts the app together: folders, controllers, error pages |
| `src/main.ts` | starts it |
| `src/welcome.ts` | the first page: a class with `@route` on its methods |
<%#if example%>
| `src/guest-book-pages.ts` | a page with a form |
| `src/entry-form.ts` | what the form takes, and the page that shows it |
| `src/guest-book.ts` | what was written, in memory; a database goes here |
<%/if%>
| `src/error-page.ts` | the pages of errors, outside development |
| `templates/` | the pages, escaped; `layouts/main.html` is the frame of all of them |
| `templates.d.ts` | what each template needs of its data; `npx miniweb types` writes it again after a change |
| `static/` | style and icon, served below `/static/` |
| `test/` | the tests |

`templates.d.ts` belongs into git: with it a fresh checkout compiles.

## On a server

```sh
npm run build
npm start            # in production; PORT=8080 chooses another port
```

Or as a container; `package-lock.json`, which `npm install` writes, has to be there:

```sh
docker build -t <% image %> .
docker run --rm -p 3000:3000 <% image %>
```

The container runs as the user `node`, ends in order on SIGTERM, and asks itself at `/healthz` whether it is well. Behind a proxy, such as nginx or
Caddy, say so in `src/app.ts`: `new App({ trustProxy: 1, … })`.

The guide of the framework is in `node_modules/miniweb/README.md`.
