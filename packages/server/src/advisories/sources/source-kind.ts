import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Ask } from './ask.ts';
import type { RecordKind } from './record-kind.ts';
import type { Bookmark, Providers, Survey } from './listing.ts';

/** How one kind of source is read. The kind's name is stored with each source and never renamed. */
export type SourceKind = {
  /** In words, for the source's page. */
  readonly title: string;
  /** Of a source of records: nothing stands beside them, no hash and no signature, so nothing is asked for. */
  readonly records?: RecordKind;
  /** What it lists now; validators of the bookmark are used so that unchanged listings are not sent again. Never throws. */
  readonly survey: (ask: Ask, url: string, known: Providers, bookmark: Bookmark, now: Instant) => Promise<Survey>;
};
