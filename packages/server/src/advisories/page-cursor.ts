import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';

/** Where a page ended: the moment that it is ordered by, and the id of its last row. Both are plain, for whoever looks at a URL. */
export type PageCursor = { readonly at: Instant; readonly id: string };

export function cursorOf(at: Instant, id: string): string {
  return `${at}_${id}`;
}

/** Undefined for none, and for what is no cursor: the list then begins at its beginning. */
export function readCursor(text: string | undefined): PageCursor | undefined {
  const found = /^([^_]+)_([0-9a-f-]{36}|[0-9a-f]{64})$/.exec(text ?? '');
  const at = found?.[1] === undefined ? undefined : readInstant(found[1]);
  return at === undefined || found?.[2] === undefined ? undefined : { at, id: found[2] };
}
