{{=<% %>=}}
{{<layouts/main}}

{{$title}}Guest book{{/title}}

{{$main}}
<h1>Guest book</h1>
<p class="lead">A form that is checked before anything is kept. Send it empty to see what comes back.</p>
<div class="columns">
  <form class="panel" action="{{ url('GuestBookPages.sign') }}" method="post" novalidate>
    <h2>Leave a line</h2>
    {{> parts/field name='name' label='Your name' field=fields.name rows=1}}
    {{> parts/field name='message' label='Your message' field=fields.message rows=4}}
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
