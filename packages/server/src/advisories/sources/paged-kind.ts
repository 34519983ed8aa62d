import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { RecordKind } from './record-kind.ts';
import type { SourceFault } from './source-fault.ts';

/** Where in a source that is read page by page a poll has come: a window of moments of change, and a place in it. Kept after every page. */
export type PagePlace = {
  readonly from: Instant;
  readonly until: Instant;
  /** The first record of the next page; of a window that is done: none. */
  readonly startIndex?: number;
  /** Records in the window, as its first page said. */
  readonly total?: number;
  /** How often the window was begun anew because its records had moved. */
  readonly begunAnew?: number;
};

export type PagedRecord = { readonly url: string; readonly bytes: Uint8Array; readonly listedAt?: Instant };
export type Page =
  | { readonly kind: 'page'; readonly records: readonly PagedRecord[]; readonly total: number }
  | { readonly kind: 'fault'; readonly fault: SourceFault };

/** How a source is read that gives its records in pages, by when they changed. */
export type PagedKind = RecordKind & {
  readonly pageBytesMax: number;
  /** Where to go on; undefined where nothing is to be asked yet. `since`: where a source begins that was never asked. */
  readonly begin: (known: PagePlace | undefined, since: Instant, now: Instant) => PagePlace | undefined;
  readonly pageOf: (url: string, place: PagePlace) => string;
  readonly read: (bytes: Uint8Array, url: string, place: PagePlace) => Page;
  readonly after: (place: PagePlace, page: Page & { kind: 'page' }) => PagePlace;
  /** Header that carries the key of who has one. */
  readonly keyHeader: string;
  /** Requests that may come at once, and how long each further one waits, without and with a key. */
  readonly unpacedMax: number;
  readonly pauseMs: { readonly withoutKey: number; readonly withKey: number };
  /** How long to stay away where it refuses without saying for how long. */
  readonly refusedForSeconds: number;
};
