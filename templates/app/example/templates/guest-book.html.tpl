{{=<% %>=}}
{{<layouts/main}}

{{$title}}Guest book{{/title}}

{{$main}}
<h1>Guest book</h1>
<p class="lead">A form that is checked before anything is kept. Send it empty to see what comes back.</p>
<div class="columns">
  <form class="panel" action="{{ url('GuestBookPages.sign') }}" method="post" novalidate>
    <h2>Leave a line</h2>
    {{> parts/field label='Your name' field=form.fields.name limit=limits.name rows=1}}
    {{> parts/field label='Your message' field=form.fields.message limit=limits.message rows=4}}
    <button>Sign the book</button>
  </form>
  <section aria-labelledby="entries">
    <h2 id="entries">Entries</h2>
    {{#for entry in entries}}
    {{> parts/entry entry=entry}}
    {{else}}
    <p class="empty">Nobody has written yet. Be the first.</p>
    {{/for}}
  </section>
</div>
{{/main}}
