{{=<% %>=}}
<article class="entry">
  <p>{{ entry.message | nl2br }}</p>
  <p class="by">{{ entry.name }}, <time datetime="{{ entry.at }}">{{ entry.at | date }}</time></p>
</article>
