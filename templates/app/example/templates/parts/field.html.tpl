{{=<% %>=}}
<div class="field">
  <label for="{{ field.name }}">{{ label }}</label>
  {{#if rows > 1}}
  <textarea id="{{ field.name }}" name="{{ field.name }}" rows="{{ rows }}" maxlength="{{ limit }}" required{{#if field.errors}} aria-invalid="true" aria-describedby="{{ field.name }}-error"{{/if}}>{{ field.value }}</textarea>
  {{else}}
  <input id="{{ field.name }}" name="{{ field.name }}" value="{{ field.value }}" maxlength="{{ limit }}" required{{#if field.errors}} aria-invalid="true" aria-describedby="{{ field.name }}-error"{{/if}}>
  {{/if}}
  {{#if field.errors}}
  <p class="error" id="{{ field.name }}-error">{{ field.errors | join(' ') }}</p>
  {{/if}}
</div>
