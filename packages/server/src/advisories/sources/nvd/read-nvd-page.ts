import { cutElements } from '@forewarn/core/advisories/formats/cut-elements.ts';
import { elements, field, path, textAt } from '@forewarn/core/basics/json-view.ts';
import { readJson } from '../csaf/read-json.ts';
import { momentIn } from '../moment-in.ts';
import type { Page, PagePlace } from '../paged-kind.ts';

/** "resultsPerPage: the maximum is 2,000" (NVD API 2.0). Publisher-controlled. */
export const RECORDS_MAX = 2_000;

/** Reads a page of the NVD's API 2.0: each record as the bytes that were sent, at the address that gives it alone. Never throws. */
export function readNvdPage(bytes: Uint8Array, url: string, place: PagePlace): Page {
  const json = readJson(bytes, url);
  if (json.kind === 'unreadable') {
    const [problem] = json.problems;
    return fault(url, 'page-broken', `${problem?.message ?? 'The page can not be read.'} It is asked for again at the next poll.`);
  }
  const total = field(json.value, 'totalResults').value;
  const list = field(json.value, 'vulnerabilities');
  if (field(json.value, 'format').value !== 'NVD_CVE' || typeof total !== 'number' || !Array.isArray(list.value))
    return fault(url, 'not-a-page', "The answer is no page of the NVD's API 2.0.");
  const views = elements(list, RECORDS_MAX);
  const cut = cutElements(bytes, 'vulnerabilities');
  if (cut.length !== list.value.length || cut.length > RECORDS_MAX)
    return fault(url, 'not-a-page', 'The page holds something else than records, or more than may be asked for.');
  if (cut.length === 0 && total > (place.startIndex ?? 0))
    return fault(url, 'page-empty', 'The page is empty, and there are records left.');
  return {
    kind: 'page',
    total,
    records: views.map((view, at) => {
      const listedAt = momentIn(textAt(path(view, 'cve', 'lastModified'), 40));
      return {
        url: addressOf(url, textAt(path(view, 'cve', 'id'), 40), (place.startIndex ?? 0) + at),
        bytes: cut[at] ?? new Uint8Array(),
        ...(listedAt === undefined ? {} : { listedAt }),
      };
    }),
  };
}

/** Of a record without an id: its place, so that it is kept too. */
function addressOf(url: string, id: string | undefined, index: number): string {
  const address = new URL(url);
  address.search = id !== undefined && /^CVE-\d{4}-\d{4,19}$/.test(id) ? `?cveId=${id}` : `?startIndex=${index}&resultsPerPage=1`;
  return address.href;
}

function fault(url: string, code: string, message: string): Page {
  return { kind: 'fault', fault: { code, url, message, hint: 'If it stays so, look whether the address still is the right one.' } };
}
