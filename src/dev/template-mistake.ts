// The notice over a page that was rendered from the last good templates: what is wrong with the newest edit, and where.

import type { TemplateError } from '../template/error.js'
import { html } from '../template/tag.js'

/** The colours are its own, so that it can be read over every page; without its style it is still text at the end. */
export function mistakeNotice(mistake: TemplateError): string {
  return html`<aside role="alert" aria-label="A mistake in a template" style="position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647; box-sizing: border-box; padding: 1rem 1.25rem; border-top: 4px solid #ff8a80; background: #16181d; color: #e9e6df; font: 14px/1.5 monospace; text-align: left"><p style="margin: 0 0 8px">This page is from before the last edit, which has a mistake:</p><pre style="margin: 0; white-space: pre-wrap; color: #ffb4ab; background: none; font: inherit">${mistake.toString()}</pre></aside>`.toString()
}
