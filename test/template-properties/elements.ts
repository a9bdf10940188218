// Random elements for the body of a page, with values in every place that takes one. They stay well nested whatever
// the values are, so that the tree of the page depends on nothing but the template.

import fc, { type Arbitrary } from 'fast-check'
import { address, addressList, codeAddress } from './addresses.js'
import { dataBlock, handler, script, style, styleSheet } from './code.js'
import { join, type Prints } from './prints.js'

/** Elements that need nothing but names printed: what html`…` can hold, too. */
export function markup(prints: Prints): Arbitrary<string> {
  const { text, quoted, style: value } = prints
  const [url, code] = [address(prints), codeAddress(prints)]
  return fc.oneof(
    join`<p>${text}</p>`,
    join`<p class="${quoted} b" title='${quoted}'>a &amp; ${text}<br>${text}${text}</p>`,
    join`<textarea name="${quoted}" placeholder=" ${quoted}">\n${quoted}</textarea>`,
    join`<div data-a="${quoted}"><b>${text}</b> &lt;${text}&gt; <i>${text}</i></div>`,
    join`<table><tr><td title="${quoted}">${text}</td></tr></table>`,
    join`<select><option value="${quoted}">${text}</option></select><pre>\n${text}</pre>`,
    join`<a href="${url}" title='${quoted}'>${text}</a>`,
    join`<a href='${url}'>${text}</a><img src="${url}" alt="${quoted}" srcset="${addressList(prints)}">`,
    join`<form action="${url}"><button formaction='${url}' value="${quoted}">${text}</button></form>`,
    join`<video poster="${url}"><source src="${url}"></video><q cite="${url}">${text}</q>`,
    join`<svg><a xlink:href="${url}"><text>${text}</text></a><use href="${code}"/><title>${text}</title></svg>`,
    join`<script src="${code}"></script><iframe src='${code}'></iframe><object data="${code}"></object>`,
    join`<picture><source srcset='${addressList(prints)}'><img src="${url}" alt=''></picture>`,
    join`<iframe srcdoc="${text}"></iframe><iframe srcdoc='a ${text} b ${text}'></iframe>`,
    join`<p style="${style(prints)}">${text}</p>`,
    join`<hr style='top: ${value}'><svg><rect fill="${quoted}" style="${style(prints)}"/></svg>`,
    join`<style>${styleSheet(prints)}</style>`,
    join`<math><mi title="${quoted}">${text}</mi></math><input value="${quoted}" name='${quoted}'>`,
  )
}

/** Elements with code, whose values must be JSON. */
export function code(prints: Prints): Arbitrary<string> {
  return fc.oneof(
    join`<script>${script(prints)}</script>`,
    join`<script type="module">${script(prints)}</script>`,
    join`<script type="application/json">${dataBlock(prints)}</script>`,
    join`<button onclick="${handler(prints)}" ONFOCUS="${handler(prints)}">${prints.text}</button>`,
    join`<svg onload="${handler(prints)}"><script>if (1 < 2) f(${prints.json})</script></svg>`,
  )
}

/** Elements whose attributes depend on conditions. */
export function conditional(prints: Prints): Arbitrary<string> {
  const { text, quoted, urlPart, json, style: value } = prints
  return fc.oneof(
    join`<p {{#if flag}}class="${quoted}"{{else}}title='${quoted}'{{/if}} id="a">${text}</p>`,
    join`<p class="a {{#flag}}${quoted}{{/flag}}{{^flag}}b{{/flag}} {{#for y in tags}}{{ y }} {{/for}}">${text}</p>`,
    join`<a href="{{#if flag}}/a{{else}}/b/{{/if}}${urlPart}?k={{#for y in tags}}{{ y }}{{/for}}&z=1">${text}</a>`,
    join`<a href="/a{{#if flag}}${urlPart}{{/if}}/${urlPart}{{#if other}}?k=${urlPart}{{/if}}">${text}</a>`,
    join`<script>{{#if flag}}f(${json}){{else}}g(${json}){{/if}}; h({{#if other}}${json}{{else}}0{{/if}})</script>`,
    join`<script>const a = [{{#for y in tags}}{{ y | json }}, {{/for}}]</script>`,
    join`<p style="color: {{#if flag}}${value}{{else}}red{{/if}}; top: 0">${text}</p>`,
    join`<title>${quoted}{{#if other}}${quoted}{{/if}}</title>`,
    join`<p>{{ tags | join(', ') }} {{ t1 | upper }} {{ t1 | truncate(7) }} {{ t1 | default('none') | lower }}</p>`,
  )
}
