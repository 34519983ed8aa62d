import type { Instant } from '@forewarn/core/basics/instant.ts';

/** What a check's bad outcome does to a document (decision record 007). */
export const POLICY_ACTIONS = ['quarantine', 'accept'] as const;
export type PolicyAction = (typeof POLICY_ACTIONS)[number];

/** What the CERT decided for a source; what is absent follows the defaults of `judge-document.ts`. Stored as it is in `sources.policy`. */
export type SourcePolicy = {
  readonly onBadHash?: PolicyAction;
  readonly onBadSignature?: PolicyAction;
  readonly onMissingSignature?: PolicyAction;
  readonly onUnknownKey?: PolicyAction;
  /** Fetch without TLS from a public address: for a publisher who has none. */
  readonly allowHttp?: boolean;
  /** Of a source that is read page by page: what changed before is not asked for. Absent: 120 days before it was added. */
  readonly since?: Instant;
  /** Name of the key that it is asked with, in the file of keys (FOREWARN_SOURCE_KEYS). */
  readonly keyName?: string;
};
