const made: unique symbol = Symbol('html');

/** Text that was made as HTML by `html`; nothing else passes unescaped. */
export type Html = { readonly [made]: string };
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/**
 * HTML from a template: every value that is not itself made here is escaped, for text and for quoted attributes alike (always quote
 * them). `undefined` and `false` are nothing, a list is its parts one after another.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { [made]: parts.map((part, place) => part + (place < values.length ? textOf(values[place]) : '')).join('') };
}

export function htmlText(value: Html): string {
  return value[made];
}

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return made in value ? value[made] : value.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
