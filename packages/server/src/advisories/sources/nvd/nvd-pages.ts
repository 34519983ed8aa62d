import { instantOf } from '@forewarn/core/basics/instant.ts';
import { DOCUMENT_BYTES_MAX } from '../ask.ts';
import type { PagedKind, PagePlace } from '../paged-kind.ts';
import { afterPage, beginWindow } from './page-place.ts';
import { readNvdPage, RECORDS_MAX } from './read-nvd-page.ts';

/**
 * The NVD's API 2.0. It lets five requests in half a minute through, fifty with a key, asks callers to wait six seconds between two, and to come no more
 * than every two hours (nvd.nist.gov/developers/start-here, "Best practices"). What it has answered too often it refuses by 403 or 429.
 */
export const NVD_PAGES: PagedKind = {
  title: 'NVD (API 2.0)',
  name: 'NVD',
  scheduleSeconds: 2 * 3600,
  namespace: 'https://nvd.nist.gov',
  addressOf: (given) => given,
  probeOf: (address) => withQuery(address, 'resultsPerPage=1&startIndex=0'),
  sizeBytesMax: DOCUMENT_BYTES_MAX,
  recognises: (bytes) => readNvdPage(bytes, 'https://nvd.example/', AT_THE_END).kind === 'page',
  pageBytesMax: DOCUMENT_BYTES_MAX,
  begin: beginWindow,
  pageOf: (url, { from, until, startIndex = 0 }) =>
    withQuery(
      url,
      `lastModStartDate=${encodeURIComponent(from)}&lastModEndDate=${encodeURIComponent(until)}&startIndex=${startIndex}&resultsPerPage=${RECORDS_MAX}`,
    ),
  read: readNvdPage,
  after: afterPage,
  keyHeader: 'apiKey',
  unpacedMax: 4,
  pauseMs: { withoutKey: 6_000, withKey: 600 },
  refusedForSeconds: 60,
};

/** Also a page without records is one. */
const AT_THE_END: PagePlace = { from: instantOf(0), until: instantOf(0), startIndex: Number.MAX_SAFE_INTEGER };

function withQuery(url: string, query: string): string {
  const address = new URL(url);
  address.search = query;
  return address.href;
}
