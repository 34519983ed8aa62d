/**
 * Where in what was handed in a text stands that no database keeps: a NUL byte, or half of a surrogate pair (PostgreSQL takes neither in
 * text or jsonb). A JSON pointer; undefined: there is none. The value is whatever came over the wire: no recursion, so depth costs nothing.
 */
export function unstorableText(value: unknown): string | undefined {
  const waiting: { readonly value: unknown; readonly at: string }[] = [{ value, at: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value === 'string' && !isStorable(next.value)) return next.at;
    if (typeof next.value !== 'object' || next.value === null || ArrayBuffer.isView(next.value)) continue;
    for (const [name, part] of Object.entries(next.value)) {
      const at = `${next.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!isStorable(name)) return next.at;
      if (typeof part === 'string' || (typeof part === 'object' && part !== null)) waiting.push({ value: part, at });
    }
  }
  return undefined;
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
