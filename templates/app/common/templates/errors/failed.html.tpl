{{=<% %>=}}
{{<layouts/main}}

{{$title}}That did not work{{/title}}

{{$main}}
<section class="notice">
  <p class="eyebrow">{{ status }}</p>
  <h1>That did not work</h1>
  {{#if reason}}
  <p>The reason: {{ reason }}.</p>
  {{else}}
  <p>Something went wrong here, and it was noted. Please try again in a while.</p>
  {{/if}}
  <p><a href="{{ url('Welcome.show') }}">Back to the first page</a></p>
</section>
{{/main}}
