/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme): names sorted by their UTF-16 units, no white space, numbers and
 * strings as ECMAScript writes them. Equal values have equal text, whoever writes it and in whatever language.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (isList(value)) {
    for (const one of value) text += `${text === '' ? '' : ','}${canonicalJson(one)}`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort())
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`;
  return `{${text}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
