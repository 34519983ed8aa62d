import { elements, field, isObject, textAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { ListedDocument } from '../listing.ts';
import { addressIn } from './read-json.ts';

/** A feed of a publisher of everything that it ever shipped has 50,000. */
const ENTRIES_MAX = 300_000;
const LINKS_MAX = 50;
const URL_MAX = 2_000;

export type RolieFeed = {
  readonly documents: readonly ListedDocument[];
  /** The following page (RFC 5005 §3, as RFC 8322 §6 allows). */
  readonly next?: string;
};

/**
 * Reads a ROLIE feed (CSAF 2.0 §7.1.15, RFC 8322): of each entry the document, its moment, hashes and signature. An entry that names no
 * document, or the feed itself, is a problem and left out. Unreadable with `not-a-feed`.
 */
export function readRolieFeed(view: JsonView, url: string): Read<RolieFeed> {
  const feed = field(view, 'feed');
  if (!isObject(feed)) {
    return unreadable({
      code: 'not-a-feed',
      at: url,
      message: 'It is no ROLIE feed: there is no "feed" in it.',
      source: 'CSAF 2.0 §7.1.15',
    });
  }
  const problems: Problem[] = [];
  const documents = elements(field(feed, 'entry'), ENTRIES_MAX).flatMap((entry) => readEntry(entry, url, problems) ?? []);
  const next = linksOf(feed, 'next', url)[0];
  return read({ documents, ...(next === undefined ? {} : { next }) }, problems);
}

function readEntry(entry: JsonView, feedUrl: string, problems: Problem[]): ListedDocument | undefined {
  const source = addressIn(textAt(field(field(entry, 'content'), 'src'), URL_MAX), feedUrl);
  const url = linksOf(entry, 'self', feedUrl)[0] ?? source;
  if (url === undefined || url === feedUrl) {
    const message = url === undefined ? 'The entry names no document.' : 'The entry points to the feed itself.';
    problems.push({ code: 'entry-without-document', at: `${feedUrl}#${entry.at}`, message, source: 'CSAF 2.0 §7.1.15' });
    return undefined;
  }
  const listedAt = readInstant(textAt(field(entry, 'updated'), 60) ?? '');
  const hashUrls = linksOf(entry, 'hash', feedUrl);
  const signatureUrl = linksOf(entry, 'signature', feedUrl)[0];
  return {
    url,
    ...(listedAt === undefined ? {} : { listedAt }),
    hashUrls,
    ...(signatureUrl === undefined ? {} : { signatureUrl }),
  };
}

function linksOf(view: JsonView, relation: string, base: string): readonly string[] {
  return elements(field(view, 'link'), LINKS_MAX)
    .filter((link) => field(link, 'rel').value === relation)
    .flatMap((link) => addressIn(textAt(field(link, 'href'), URL_MAX), base) ?? []);
}
