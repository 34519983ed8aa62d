import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Bookmark, Providers } from './sources/listing.ts';
import type { SourceFault } from './sources/source-fault.ts';
import type { SourcePolicy } from './sources/source-policy.ts';

/** Where advisories come from, as it is stored. */
export type Source = {
  readonly id: string;
  readonly name: string;
  /** A name of `sources/registry.ts`. */
  readonly kind: string;
  readonly url: string;
  readonly allowPrivate: boolean;
  readonly scheduleSeconds: number;
  readonly policy: SourcePolicy;
  readonly bookmark: Bookmark;
  readonly providers: Providers;
  readonly addedAt: Instant;
  readonly nextPollAt: Instant;
  readonly lastAttemptAt?: Instant;
  /** The last poll that heard the publisher. */
  readonly lastSuccessAt?: Instant;
  readonly lastDurationMs?: number;
  readonly newestDocumentAt?: Instant;
  /** Of the last poll, in words; absent where all went well. */
  readonly lastFault?: SourceFault & { readonly more: number };
  /** Since when every poll has had a fault. */
  readonly failingSince?: Instant;
};

/** What of its documents is shown with a source. */
export type SourceCounts = {
  readonly documentCount: number;
  readonly quarantinedCount: number;
  readonly withdrawnCount: number;
  /** Listed and not stored: due, or failing. */
  readonly waitingCount: number;
  readonly failingCount: number;
  /** From the moment that a listing states to its storing here: the middle of the documents of the last 30 days that were listed after the source was added. */
  readonly delaySeconds?: number;
};
