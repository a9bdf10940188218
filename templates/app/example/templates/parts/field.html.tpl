{{=<% %>=}}
<div class="field">
  <label for="{{ name }}">{{ label }}</label>
  {{#if rows > 1}}
  <textarea id="{{ name }}" name="{{ name }}" rows="{{ rows }}" maxlength="{{ field.limit }}" required{{#if field.errors}} aria-invalid="true" aria-describedby="{{ name }}-error"{{/if}}>{{ field.value }}</textarea>
  {{else}}
  <input id="{{ name }}" name="{{ name }}" value="{{ field.value }}" maxlength="{{ field.limit }}" required{{#if field.errors}} aria-invalid="true" aria-describedby="{{ name }}-error"{{/if}}>
  {{/if}}
  {{#if field.errors}}
  <p class="error" id="{{ name }}-error">{{ field.errors | join(' ') }}</p>
  {{/if}}
</div>
