import type { Instant } from '../basics/instant.ts';

export type AtomFeed = {
  /** An IRI that never changes (RFC 4287 §4.2.6). */
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly selfUrl: string;
  /** Of the newest entry, or the moment at which it was made where there is none. */
  readonly updated: Instant;
  readonly entries: readonly AtomEntry[];
};

export type AtomEntry = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly url: string;
  readonly published: Instant;
  readonly updated: Instant;
};

/** A feed as text (RFC 4287). All words stand as text: whoever wrote a title writes no markup. */
export function atomText(feed: AtomFeed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${escaped(feed.id)}</id>`,
    `  <title>${escaped(feed.title)}</title>`,
    `  <updated>${feed.updated}</updated>`,
    `  <author><name>${escaped(feed.author)}</name></author>`,
    `  <link rel="self" href="${escaped(feed.selfUrl)}"/>`,
    ...feed.entries.flatMap(entryLines),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines(entry: AtomEntry): readonly string[] {
  return [
    '  <entry>',
    `    <id>${escaped(entry.id)}</id>`,
    `    <title>${escaped(entry.title)}</title>`,
    `    <summary>${escaped(entry.summary)}</summary>`,
    `    <category term="${escaped(entry.category)}"/>`,
    `    <link rel="alternate" href="${escaped(entry.url)}"/>`,
    `    <published>${entry.published}</published>`,
    `    <updated>${entry.updated}</updated>`,
    '  </entry>',
  ];
}

/** XML 1.0 §2.4 and §2.2: what has a meaning is written out, what no document may hold is left out. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
