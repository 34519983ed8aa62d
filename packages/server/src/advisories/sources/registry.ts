import { CVE_LOG, surveyCveLog } from './cve/cve-log.ts';
import { EPSS_LIST } from './epss/epss-list.ts';
import { knownExploitedList } from './known-exploited/known-exploited-list.ts';
import type { ListKind } from './list-kind.ts';
import { NVD_PAGES } from './nvd/nvd-pages.ts';
import { OSV_LIST, surveyOsvList } from './osv/osv-list.ts';
import type { PagedKind } from './paged-kind.ts';
import type { RecordKind } from './record-kind.ts';
import type { Survey } from './listing.ts';
import type { SourceKind } from './source-kind.ts';
import { surveyAggregator } from './csaf/survey-aggregator.ts';
import { surveyDirectory } from './csaf/survey-directory.ts';
import { surveyFeed, type ListingOutcome } from './csaf/survey-feed.ts';
import { surveyProvider } from './csaf/survey-provider.ts';

/** The kinds of source there are. A new one is a file and a line here. */
export const SOURCE_KINDS: Readonly<Record<string, SourceKind>> = {
  'csaf-provider': {
    title: 'CSAF provider',
    survey: (ask, url, known, bookmark, now) => surveyProvider(ask, url, known[url], bookmark, now),
  },
  'csaf-aggregator': { title: 'CSAF aggregator or lister', survey: surveyAggregator },
  'csaf-feed': {
    title: 'ROLIE feed without provider metadata',
    survey: async (ask, url, _known, bookmark) => alone(await surveyFeed(ask, { url }, undefined, bookmark.listings[url])),
  },
  'csaf-directory': {
    title: 'Folder with index.txt without provider metadata',
    survey: async (ask, url, _known, bookmark) => alone(await surveyDirectory(ask, url, undefined, bookmark.listings[url])),
  },
  cve: {
    title: CVE_LOG.title,
    records: CVE_LOG,
    survey: async (ask, url, _known, bookmark) => alone(await surveyCveLog(ask, url, bookmark.listings[url])),
  },
  osv: {
    title: OSV_LIST.title,
    records: OSV_LIST,
    survey: async (ask, url, _known, bookmark) => alone(await surveyOsvList(ask, url, bookmark.listings[url])),
  },
};

/** The kinds of source that give their records page by page. A new one is a file and a line here. */
export const PAGED_KINDS: Readonly<Record<string, PagedKind>> = { nvd: NVD_PAGES };

/** The sources of records, as they are asked for by name. */
export const RECORD_KINDS: Readonly<Record<string, RecordKind>> = { cve: CVE_LOG, osv: OSV_LIST, ...PAGED_KINDS };

/** The kinds of source that are one list as a whole. A new one is a file and a line here. */
export const LIST_KINDS: Readonly<Record<string, ListKind>> = {
  kev: knownExploitedList('kev', 'Known Exploited Vulnerabilities (CISA)', 'CISA KEV'),
  'eu-kev': knownExploitedList('eu-kev', 'Known exploited vulnerabilities of the EU (CSIRTs network)', 'EU KEV'),
  epss: EPSS_LIST,
};

function alone(outcome: ListingOutcome): Survey {
  const { listing, ...rest } = outcome;
  return { listings: listing === undefined ? [] : [listing], providers: {}, ...rest };
}
