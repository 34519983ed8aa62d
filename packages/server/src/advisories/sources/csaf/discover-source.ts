import { METADATA_BYTES_MAX, type Ask } from '../ask.ts';
import { faultOfFetch, type SourceFault } from '../source-fault.ts';
import { findInSecurityTxt } from './find-in-security-txt.ts';
import { readAggregator } from './read-aggregator.ts';
import { readJson } from './read-json.ts';
import { readProviderMetadata } from './read-provider-metadata.ts';
import { readRolieFeed } from './read-rolie-feed.ts';

/** What stands at an address, or may be found from it. */
export type Discovered = {
  readonly kind: 'found';
  /** A name of `registry.ts`. */
  readonly sourceKind: 'csaf-provider' | 'csaf-aggregator' | 'csaf-feed' | 'csaf-directory';
  /** What is polled from now on. */
  readonly url: string;
  /** As it calls itself. */
  readonly name: string;
  /** One sentence: what it is and offers. */
  readonly summary: string;
  /** Where else it was looked for first. */
  readonly tried: readonly SourceFault[];
};
export type Discovery = Discovered | { readonly kind: 'nothing'; readonly tried: readonly SourceFault[] };

type Sighting = Omit<Discovered, 'kind' | 'tried'>;

/**
 * Finds a CSAF provider or aggregator from what a person gives: its own address, a folder, or a domain, which is searched as the standard says
 * (CSAF 2.0 §7.3.1): the well-known address, `CSAF:` in security.txt, the DNS path; last the well-known address of an aggregator.
 */
export async function discoverSource(ask: Ask, given: string): Promise<Discovery> {
  const text = /^[a-z]+:\/\//i.test(given.trim()) ? given.trim() : `https://${given.trim()}`;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    const hint = 'Give a domain (leverancier.example) or an address that begins with https://.';
    return {
      kind: 'nothing',
      tried: [{ code: 'refused-url', url: given.slice(0, 200), message: 'This is no address of a web site.', hint }],
    };
  }
  const url = new URL(text);
  const tried: SourceFault[] = [];
  for (const candidate of url.pathname === '/' && url.search === '' ? domainCandidates(url) : addressCandidates(url)) {
    const sighting = await candidate(ask, tried);
    if (sighting !== undefined) return { kind: 'found', ...sighting, tried };
  }
  return { kind: 'nothing', tried };
}

type Candidate = (ask: Ask, tried: SourceFault[]) => Promise<Sighting | undefined>;

function domainCandidates(url: URL): readonly Candidate[] {
  const at = (path: string) => new URL(path, url).href;
  const isName = /[a-z]/i.test(url.hostname) && url.hostname !== 'localhost';
  return [
    look(at('/.well-known/csaf/provider-metadata.json')),
    async (ask, tried) => {
      for (const found of await findInSecurityTxt(ask, url.origin, tried)) {
        const sighting = await look(found)(ask, tried);
        if (sighting !== undefined) return sighting;
      }
      return undefined;
    },
    // CSAF 2.0 §7.1.10
    ...(isName ? [look(`${url.protocol}//csaf.data.security.${url.host.replace(/^www\./, '')}/`)] : []),
    look(at('/.well-known/csaf-aggregator/aggregator.json')),
  ];
}

function addressCandidates(url: URL): readonly Candidate[] {
  const folder = url.pathname.endsWith('.json') ? undefined : url.href.replace(/\/?$/, '/');
  return [look(url.href), ...(folder === undefined ? [] : [look(`${folder}provider-metadata.json`), lookInFolder(folder)])];
}

/** Says what the JSON at this address is by what is in it. */
function look(url: string): Candidate {
  return async (ask, tried) => {
    const answer = await ask(url, { sizeBytesMax: METADATA_BYTES_MAX * 8 });
    if (answer.kind === 'fault') tried.push(faultOfFetch(answer));
    if (answer.kind !== 'fetched') return undefined;
    const json = readJson(answer.bytes, url);
    if (json.kind === 'unreadable') {
      tried.push(...json.problems.map(({ code, message, hint }) => ({ code, url, message, hint })));
      return undefined;
    }
    const provider = readProviderMetadata(json.value, url);
    if (provider.kind === 'read') {
      const { name, feeds, directories, keyUrls, role } = provider.value;
      const summary = `${name} (${role}): ${count(feeds.length, 'feed')}, ${count(directories.length, 'folder')}, ${count(keyUrls.length, 'key')}.`;
      return { sourceKind: 'csaf-provider', url, name, summary };
    }
    const aggregator = readAggregator(json.value, url);
    if (aggregator.kind === 'read') {
      const { name, providers } = aggregator.value;
      return { sourceKind: 'csaf-aggregator', url, name, summary: `${name}, an aggregator of ${count(providers.length, 'provider')}.` };
    }
    const feed = readRolieFeed(json.value, url);
    if (feed.kind === 'read') {
      const summary = `A feed of ${count(feed.value.documents.length, 'document')}, without metadata: its signatures can't be checked.`;
      return { sourceKind: 'csaf-feed', url, name: new URL(url).host, summary };
    }
    const isAdvisory = typeof json.value.value === 'object' && json.value.value !== null && 'document' in json.value.value;
    tried.push({
      code: 'not-a-provider',
      url,
      message: isAdvisory
        ? 'This is a single advisory, not a place that publishes them.'
        : 'This JSON is no provider metadata, aggregator or feed of CSAF.',
      hint: "Look for provider-metadata.json on the publisher's site, or give its domain.",
    });
    return undefined;
  };
}

function lookInFolder(folder: string): Candidate {
  return async (ask, tried) => {
    for (const name of ['index.txt', 'changes.csv']) {
      const answer = await ask(`${folder}${name}`, { sizeBytesMax: METADATA_BYTES_MAX * 8 });
      if (answer.kind === 'fault') tried.push(faultOfFetch(answer));
      if (answer.kind !== 'fetched' || !/\.json\b/i.test(new TextDecoder().decode(answer.bytes.subarray(0, 10_000)))) continue;
      const summary = `A folder with ${name}, without metadata: its signatures can't be checked.`;
      return { sourceKind: 'csaf-directory', url: folder, name: new URL(folder).host, summary };
    }
    return undefined;
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
