{{=<% %>=}}
{{<layouts/main}}

{{$title}}Welcome{{/title}}

{{$main}}
<section class="hero">
  <div>
    <p class="eyebrow">It works</p>
    <h1>Your app is running.</h1>
    <p class="lead">This page is <code>templates/welcome.html</code>, and its route is in <code>src/welcome.ts</code>. Change a word, and save: under <code>npm run dev</code> the page follows.</p>
  </div>
  <figure class="code">
    <figcaption>src/welcome.ts</figcaption>
    <pre tabindex="0"><code><i>@route</i>('/')
show() {
  return render('welcome.html')
}</code></pre>
  </figure>
</section>
{{/main}}
