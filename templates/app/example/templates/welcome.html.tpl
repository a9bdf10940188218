{{=<% %>=}}
{{<layouts/main}}

{{$title}}Welcome{{/title}}

{{$main}}
<section class="hero">
  <div>
    <p class="eyebrow">It works</p>
    <h1>Your app is running.</h1>
    <p class="lead">This page is <code>templates/welcome.html</code>. Change a word, and save: under <code>npm run dev</code> the page follows.</p>
    <p class="row">
      <a class="button" href="{{ url('GuestBookPages.show') }}">Open the guest book</a>
      <a class="button quiet" href="{{ url('Welcome.hello', name='you') }}">Say hello</a>
    </p>
  </div>
  <figure class="code">
    <figcaption>src/welcome.ts</figcaption>
    <pre tabindex="0"><code><i>@route</i>('/')
show() {
  return render('welcome.html')
}

<i>@route</i>('/hello/:name')
hello(_: Ctx, { name }: { name: string }) {
  return `Hello, ${name}!`
}</code></pre>
  </figure>
</section>

<section aria-labelledby="where">
  <h2 id="where">Where to edit what</h2>
  <dl class="files">
    <div><dt>src/welcome.ts</dt><dd>The routes of this page. A decorator says which request a method answers.</dd></div>
    <div><dt>src/guest-book-pages.ts</dt><dd>A page with a form: checked, sent back with what is wrong, or kept.</dd></div>
    <div><dt>src/app.ts</dt><dd>Puts the app together: folders, controllers, error pages.</dd></div>
    <div><dt>templates/layouts/main.html</dt><dd>The frame of every page: title, header, footer.</dd></div>
    <div><dt>templates/parts/</dt><dd>Pieces that pages share, such as a field of a form.</dd></div>
    <div><dt>static/app.css</dt><dd>The look, in light and in dark.</dd></div>
    <div><dt>test/app.test.ts</dt><dd>Asks the app for its pages, without a port.</dd></div>
    <div><dt>README.md</dt><dd>The commands, and how to put the app on a server.</dd></div>
  </dl>
</section>
{{/main}}
