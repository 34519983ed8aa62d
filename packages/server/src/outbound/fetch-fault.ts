/** Why something could not be fetched. Stable; the sentence beside it is for people. */
export const FETCH_FAULT_CODES = [
  'refused-url',
  'refused-address',
  'dns-failed',
  'connection',
  'tls',
  'timeout',
  'status',
  'too-large',
  'decompression-bomb',
  'unreadable-encoding',
  'too-many-redirects',
  'redirected', // where nothing is followed
] as const;
export type FetchFaultCode = (typeof FETCH_FAULT_CODES)[number];

export type FetchFault = {
  readonly kind: 'fault';
  readonly code: FetchFaultCode;
  readonly url: string;
  /** One sentence for the operator. */
  readonly message: string;
  readonly hint: string;
  /** Where the server answered: its HTTP status. */
  readonly status?: number;
  /** The server's own wish (RFC 9110 §10.2.3), at most a day. */
  readonly retryAfterSeconds?: number;
  /** True where the same request may well succeed in a moment. */
  readonly mayPass: boolean;
};

/** What can be done about each. */
const HINTS: Readonly<Record<FetchFaultCode, string>> = {
  'refused-url': 'Give an address that begins with https:// and holds no password.',
  'refused-address': 'If this host is meant to be inside your own network, allow the source private addresses.',
  'dns-failed': 'Check the name of the host, and that this machine can look names up.',
  connection: 'The publisher may be down, or a firewall in between; it is tried again at the next poll.',
  tls: "The publisher's certificate must be put right by the publisher; nothing is fetched without a valid one.",
  timeout: 'The publisher is slow or down; it is tried again at the next poll.',
  status: 'Look whether the address still is the right one; publishers move their files.',
  'too-large': 'No advisory or feed is this large; tell the publisher.',
  'decompression-bomb': 'A small answer unpacks to more than any advisory or feed needs; tell the publisher.',
  'unreadable-encoding': 'The answer is packed in a way that was not asked for, or is damaged; tell the publisher.',
  redirected: 'Give the address that it leads on to; nothing that was sent along is taken there.',
  'too-many-redirects': 'The address leads round in a circle; find the address that it should be.',
};

export function fetchFault(
  code: FetchFaultCode,
  url: string,
  message: string,
  more: Partial<Pick<FetchFault, 'status' | 'retryAfterSeconds' | 'mayPass' | 'hint'>> = {},
): FetchFault {
  return { kind: 'fault', code, url, message, hint: HINTS[code], mayPass: code === 'connection' || code === 'timeout', ...more };
}

const RETRY_AFTER_SECONDS_MAX = 24 * 3600;

/** `Retry-After` in seconds, or as a date that is measured against the answer's own `Date` (RFC 9110 §10.2.3, §6.6.1). */
export function readRetryAfter(text: string | undefined, answeredAt: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : (Date.parse(text) - Date.parse(answeredAt ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_SECONDS_MAX);
}
