import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { elements, field, path, textAt, textsAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { addressIn } from './read-json.ts';

const PROVIDERS_MAX = 1_000;
const MIRRORS_MAX = 10;
const URL_MAX = 2_000;

export type Aggregator = {
  readonly name: string;
  readonly providers: readonly AggregatedProvider[];
};
export type AggregatedProvider = {
  readonly name: string;
  readonly metadataUrl: string;
  /** Metadata of the copies that the aggregator keeps (CSAF 2.0 §7.2.5). */
  readonly mirrors: readonly string[];
};

/** Reads aggregator.json (CSAF 2.0 §7.1.21), of a lister or an aggregator. Unreadable with `not-an-aggregator`. */
export function readAggregator(view: JsonView, url: string): Read<Aggregator> {
  if (!Array.isArray(field(view, 'csaf_providers').value)) {
    return unreadable({ code: 'not-an-aggregator', at: url, message: 'It lists no CSAF providers.', source: 'CSAF 2.0 §7.1.21' });
  }
  const listed = [...elements(field(view, 'csaf_providers'), PROVIDERS_MAX), ...elements(field(view, 'csaf_publishers'), PROVIDERS_MAX)];
  const providers = new Map<string, AggregatedProvider>();
  for (const entry of listed) {
    const metadataUrl = addressIn(textAt(path(entry, 'metadata', 'url'), URL_MAX), url);
    // An aggregator that lists itself would be read for ever.
    if (metadataUrl === undefined || metadataUrl === url || providers.has(metadataUrl)) continue;
    const mirrors = textsAt(field(entry, 'mirrors'), MIRRORS_MAX, URL_MAX).flatMap((mirror) => addressIn(mirror, url) ?? []);
    const name = textAt(path(entry, 'metadata', 'publisher', 'name'), 400) ?? new URL(metadataUrl).host;
    providers.set(metadataUrl, { name: cleanText(name, 200), metadataUrl, mirrors });
  }
  return read({
    name: cleanText(textAt(path(view, 'aggregator', 'name'), 400) ?? new URL(url).host, 200),
    providers: [...providers.values()],
  });
}
