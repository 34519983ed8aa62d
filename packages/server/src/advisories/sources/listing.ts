import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Validators } from './ask.ts';
import type { PagePlace } from './paged-kind.ts';
import type { SourceFault } from './source-fault.ts';

/** A document as a feed or an index names it. Publisher-controlled. */
export type ListedDocument = {
  readonly url: string;
  /** When the listing says that it last changed; absent where it says nothing. */
  readonly listedAt?: Instant;
  /** Files with its hash; empty where the listing names none: they are then looked for beside the document. */
  readonly hashUrls: readonly string[];
  /** File with its signature; absent as above. */
  readonly signatureUrl?: string;
};

/** A feed or folder, read now or as it was. */
export type Listing =
  | { readonly kind: 'unchanged'; readonly url: string }
  | {
      readonly kind: 'read';
      readonly url: string;
      readonly documents: readonly ListedDocument[];
      /** All that there is: what is not in it is withdrawn. */
      readonly isComplete: boolean;
      readonly bookmark: ListingBookmark;
    };

/** What is kept of a listing until the next poll. */
export type ListingBookmark = {
  /** URL of the provider's metadata: whose keys and role count. */
  readonly provider?: string;
  /** Of the feed, as the metadata states it. */
  readonly label?: TlpLabel;
  /** By file: a folder has three. The digest is for publishers whose server says nothing of changes. */
  readonly validators: Readonly<Record<string, Validators & { readonly sha256?: string }>>;
  /** Of a list of changes: its newest one. */
  readonly readUpTo?: Instant;
};

export type ProviderKey = { readonly fingerprint: string; readonly armored: string };

/** What is known of a provider, kept in the source's row. */
export type Provider = {
  readonly metadataUrl: string;
  readonly name: string;
  readonly namespace: string;
  readonly role: string;
  readonly validators: Validators;
  readonly feeds: readonly { readonly url: string; readonly label?: TlpLabel }[];
  readonly directories: readonly string[];
  /** As the metadata lists them, in capitals; a key that could not be fetched is here and not in `keys`. */
  readonly fingerprints: readonly string[];
  readonly keyUrls: readonly { readonly fingerprint?: string; readonly url: string }[];
  readonly keys: readonly ProviderKey[];
  readonly keysFetchedAt?: Instant;
};

/** By URL of the metadata; one for a provider, several for an aggregator. */
export type Providers = Readonly<Record<string, Provider>>;
export type Bookmark = {
  readonly listings: Readonly<Record<string, ListingBookmark>>;
  /** Of a source that is read page by page. */
  readonly place?: PagePlace;
};

/** What a source lists now. */
export type Survey = {
  readonly listings: readonly Listing[];
  readonly providers: Providers;
  readonly faults: readonly SourceFault[];
  /** The publisher's wish, where it asked us to come back later. */
  readonly retryAfterSeconds?: number;
};
