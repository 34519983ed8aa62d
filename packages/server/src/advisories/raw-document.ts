import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';

/** What a hash file beside a document said (CSAF 2.0 §7.1.18). */
export type HashCheck =
  | { readonly kind: 'matches'; readonly algorithms: readonly ('sha256' | 'sha512')[] }
  | { readonly kind: 'mismatch'; readonly algorithm: 'sha256' | 'sha512'; readonly stated: string; readonly actual: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** What the OpenPGP signature beside a document said (CSAF 2.0 §7.1.19). */
export type SignatureCheck =
  | { readonly kind: 'valid'; readonly fingerprint: string; readonly signedAt?: Instant }
  | { readonly kind: 'valid-expired-key'; readonly fingerprint: string; readonly signedAt?: Instant }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'unknown-key'; readonly keyId: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** A document as a source gave it, with what was checked on the way. `verdict` follows the source's policy. */
export type RawDocument = {
  /** Absent for a file that an operator or the API hands in. */
  readonly sourceId?: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly retrievedAt: Instant;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Label of the feed that lists it: counts where the document has none (decision record 006). */
  readonly feedLabel?: TlpLabel;
  /** Publisher's namespace in the metadata of the provider that gave it: a document of another publisher is a problem (decision record 008). */
  readonly providerNamespace?: string;
  readonly hashCheck: HashCheck;
  readonly signatureCheck: SignatureCheck;
  readonly verdict: 'accepted' | 'quarantined';
  /** In words, where quarantined. */
  readonly verdictReason?: string;
  /** It has a trace of its own, which goes on from this step or begins where it is taken in; else it is told in that of whoever takes it in. */
  readonly trace?: { readonly from?: string };
};
