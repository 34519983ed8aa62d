import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
import { readTlp } from '@forewarn/core/sharing/tlp.ts';
import type { Provider } from '../listing.ts';
import { addressIn } from './read-json.ts';

const DISTRIBUTIONS_MAX = 100;
const FEEDS_MAX = 200;
const KEYS_MAX = 20;
const URL_MAX = 2_000;

/** What of a provider is in its metadata; validators and keys come from fetching. */
export type ProviderMetadata = Omit<Provider, 'metadataUrl' | 'validators' | 'keys' | 'keysFetchedAt'>;

/**
 * Reads provider-metadata.json (CSAF 2.0 §7.1.7, and 2.1, where a distribution has either `directory` or `rolie`). Unreadable with
 * `not-a-provider` where it names no distribution at all; whatever else is missing is a problem.
 */
export function readProviderMetadata(view: JsonView, url: string): Read<ProviderMetadata> {
  const distributions = elements(field(view, 'distributions'), DISTRIBUTIONS_MAX);
  if (!isObject(view) || !Array.isArray(field(view, 'distributions').value)) {
    return unreadable(notAProvider(url, 'It names no distributions, so it is no provider-metadata.json.'));
  }
  const problems: Problem[] = [];
  const feeds = distributions
    .flatMap((distribution) => elements(path(distribution, 'rolie', 'feeds'), FEEDS_MAX))
    .flatMap((feed) => {
      const at = addressIn(textAt(field(feed, 'url'), URL_MAX), url);
      if (at === undefined) problems.push(problemAt(field(feed, 'url'), 'The feed has no address that can be fetched.'));
      const label = readTlp(textAt(field(feed, 'tlp_label'), 20) ?? '');
      return at === undefined ? [] : [{ url: at, ...(label === undefined ? {} : { label }) }];
    });
  const directories = distributions
    .flatMap((distribution) => addressIn(textAt(directoryOf(distribution), URL_MAX), url) ?? [])
    .map((directory) => (directory.endsWith('/') ? directory : `${directory}/`));
  const keyUrls = elements(field(view, 'public_openpgp_keys'), KEYS_MAX).flatMap((key) => {
    const at = addressIn(textAt(field(key, 'url'), URL_MAX), url);
    const fingerprint = textAt(field(key, 'fingerprint'), 100)?.replaceAll(/\s/g, '').toUpperCase();
    if (at === undefined) problems.push(problemAt(field(key, 'url'), 'The key has no address that can be fetched.'));
    return at === undefined ? [] : [{ url: at, ...(fingerprint === undefined ? {} : { fingerprint }) }];
  });
  return read(
    {
      name: cleanText(textAt(path(view, 'publisher', 'name'), 400) ?? new URL(url).host, 200),
      namespace: cleanText(textAt(path(view, 'publisher', 'namespace'), 400) ?? '', 400),
      role: cleanText(textAt(field(view, 'role'), 100) ?? 'csaf_provider', 100),
      feeds: uniqueBy(feeds, (feed) => feed.url),
      directories: [...new Set(directories)],
      keyUrls,
      fingerprints: keyUrls.flatMap((key) => key.fingerprint ?? []),
    },
    problems,
  );
}

/** CSAF 2.0 has a URL here; 2.1 an object with a label and a URL (CSAF 2.1 §7.1.7). */
function directoryOf(distribution: JsonView): JsonView {
  const old = field(distribution, 'directory_url');
  return old.value === undefined ? path(distribution, 'directory', 'url') : old;
}

function notAProvider(url: string, message: string): Problem {
  return { code: 'not-a-provider', at: url, message, source: 'CSAF 2.0 §7.1.7' };
}

function problemAt(view: JsonView, message: string): Problem {
  return { code: 'metadata-incomplete', at: view.at, message, source: 'CSAF 2.0 §7.1.7' };
}

function uniqueBy<Thing>(things: readonly Thing[], key: (thing: Thing) => string): readonly Thing[] {
  return [...new Map(things.map((thing) => [key(thing), thing])).values()];
}
