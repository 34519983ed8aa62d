/** Why an attempt to deliver failed; stored spelling. A closed list: what is done about it hangs on it. */
export const FAILURE_REASONS = [
  'address-unusable', // no address that anything can be sent to
  'mailbox-unknown',
  'mailbox-full',
  'domain-unknown',
  'rejected-by-policy',
  'greylisted',
  'busy',
  'too-large',
  'refused', // 4xx or 5xx without a meaning that we know
  'authentication',
  'connection',
  'timeout',
  'tls',
  'gone', // HTTP 410
  'address-forbidden', // a private or loopback address
  'secret-missing',
  'label', // above what this channel may carry
  'receipt-missing', // the gateway said yes, and nobody that it was delivered
  'receipt-failed', // the network said that it was not
  'internal-fault',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];
