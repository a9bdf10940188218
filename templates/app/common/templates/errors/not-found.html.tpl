{{=<% %>=}}
{{<layouts/main}}

{{$title}}Nothing here{{/title}}

{{$main}}
<section class="notice">
  <p class="eyebrow">404</p>
  <h1>There is nothing here</h1>
  <p>No page has the address <code>{{ path }}</code>.</p>
  <p><a href="{{ url('Welcome.show') }}">Back to the first page</a></p>
</section>
{{/main}}
