import type { FetchFault } from '../../outbound/fetch-fault.ts';

/** What is wrong with a source or with something on it, in words for the source's page. */
export type SourceFault = {
  /** A code of `outbound/fetch-fault.ts`, or one of reading: `not-json`, `not-a-provider`, `not-a-feed`, `key-mismatch`, … */
  readonly code: string;
  readonly url: string;
  readonly message: string;
  readonly hint?: string;
};

export function faultOfFetch(fault: FetchFault): SourceFault {
  return { code: fault.code, url: fault.url, message: fault.message, hint: fault.hint };
}

/** True where asking this publisher for more would be as useless, or unwelcome: it is down, or asks us to wait. */
export function endsTheErrand(fault: FetchFault): boolean {
  return fault.status === 429 || fault.retryAfterSeconds !== undefined;
}
