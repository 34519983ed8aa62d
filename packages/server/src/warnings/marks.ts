import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { html, type Html } from '../http/html.ts';

/** A shape of its own for each urgency, so that it reads without colour: octagon, triangle, circle, dot (LOOK). */
const SHAPES: Readonly<Record<Urgency, Html>> = {
  'act-now': html`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />`,
  'this-week': html`<path d="M8 1.5 15.5 15H.5z" />`,
  'at-maintenance': html`<circle cx="8" cy="8" r="6.5" fill="none" stroke-width="2.5" />`,
  'for-information': html`<circle cx="8" cy="8" r="3.5" />`,
};

export function urgencyMark(urgency: Urgency, language: Language): Html {
  return html`<span class="mark ${urgency}"
    ><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[urgency]}</svg>${words(language)(`urgency.${urgency}`)}</span
  >`;
}

/** FIRST TLP 2.0 §4: "TLP:" and the label, in its own colour on black. */
export function tlpMark(label: TlpLabel): Html {
  return html`<span class="tlp tlp-${label.toLowerCase().replace('+', '-')}">TLP:${label}</span>`;
}
