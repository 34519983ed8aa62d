/** One line of a document as a person reads it, and the JSON pointer (RFC 6901) of what begins on it. */
export type DocumentLine = { readonly text: string; readonly at: string };

/** Lays a JSON document out, one value a line; anything else by its own lines. */
export function linesOfDocument(document: unknown): readonly DocumentLine[] {
  if (typeof document === 'string') return document.split('\n').map((text) => ({ text, at: '' }));
  const lines: DocumentLine[] = [];
  lay(document, '', '', '', '');
  return lines;

  function lay(value: unknown, at: string, before: string, indent: string, after: string): void {
    if (typeof value !== 'object' || value === null) {
      lines.push({ text: `${indent}${before}${JSON.stringify(value)}${after}`, at });
      return;
    }
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const entries = Object.entries(value);
    lines.push({ text: `${indent}${before}${open}${entries.length === 0 ? close + after : ''}`, at });
    for (const [place, [name, inner]] of entries.entries())
      lay(
        inner,
        `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        Array.isArray(value) ? '' : `${JSON.stringify(name)}: `,
        `${indent}  `,
        place === entries.length - 1 ? '' : ',',
      );
    if (entries.length > 0) lines.push({ text: `${indent}${close}${after}`, at: '' });
  }
}

/** The line of a place; where the place itself is not there, that of the nearest thing around it. */
export function lineOf(lines: readonly DocumentLine[], at: string): number {
  for (let place = at; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const line = lines.findIndex((one) => one.at === place);
    if (line >= 0) return line;
  }
  return 0;
}
