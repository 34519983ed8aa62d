import type { Instant } from '@forewarn/core/basics/instant.ts';
import { momentIn } from '../moment-in.ts';
import type { ListedDocument } from '../listing.ts';

/** The largest of one ecosystem has some 220,000 lines. Publisher-controlled. */
const LINES_MAX = 500_000;
const LINE_CHARACTERS_MAX = 400;

export type ModifiedIds = {
  /** Changed at or after `since`. */
  readonly documents: readonly ListedDocument[];
  readonly newest?: Instant;
  readonly unreadableLines: number;
};

/**
 * Reads OSV's `modified_id.csv`: a line `moment,id` for each record of an ecosystem, or `moment,ecosystem/id` for all of them, the newest
 * first. The record stands beside it, as `id.json`. Undefined where no line is one: it is another file. Never throws.
 */
export function readModifiedIds(text: string, url: string, since: Instant | undefined): ModifiedIds | undefined {
  const changed = new Map<string, Instant>();
  let newest: Instant | undefined;
  let readable = 0;
  let unreadableLines = 0;
  for (const line of linesOf(text)) {
    const entry = entryOf(line);
    if (entry === undefined) {
      unreadableLines += 1;
      continue;
    }
    readable += 1;
    if (newest === undefined || entry.at > newest) newest = entry.at;
    if (since !== undefined && entry.at < since) continue;
    changed.set(new URL(entry.path, url).href, entry.at);
  }
  if (readable === 0) return undefined;
  const documents = [...changed].map(([address, listedAt]) => ({ url: address, listedAt, hashUrls: [] }));
  return { documents, unreadableLines, ...(newest === undefined ? {} : { newest }) };
}

/** Without holding all of them: the file may be large, and may be one line. */
function* linesOf(text: string): Generator<string> {
  let begin = 0;
  for (let count = 0; begin < text.length && count < LINES_MAX; count += 1) {
    const found = text.indexOf('\n', begin);
    const end = found === -1 ? text.length : found;
    const line = text.slice(begin, Math.min(end, begin + LINE_CHARACTERS_MAX)).trim();
    if (line !== '') yield line;
    begin = end + 1;
  }
}

function entryOf(line: string): { readonly at: Instant; readonly path: string } | undefined {
  const comma = line.indexOf(',');
  const at = momentIn(line.slice(0, Math.max(comma, 0)));
  const segments = line.slice(comma + 1).split('/');
  // An id that is made of dots would lead out of the folder.
  if (at === undefined || segments.length > 2 || segments.some((segment) => !/^(?!\.+$)[\w.:+ -]{1,150}$/.test(segment))) return undefined;
  return { at, path: `./${segments.map(encodeURIComponent).join('/')}.json` };
}
