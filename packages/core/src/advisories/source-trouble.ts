/** What can be wrong with a source, as the desk tells it: each has its words and its next step in the portal's catalogue. */
export const SOURCE_TROUBLES = [
  'not-found-by-name',
  'not-reached',
  'not-secure',
  'address-not-right',
  'address-not-allowed',
  'too-large',
  'unreadable',
  'lists-nothing',
  'lists-less',
  'keys',
  'own-key',
  'of-forewarn',
] as const;
export type SourceTrouble = (typeof SOURCE_TROUBLES)[number];

/** Codes of fetching (server/outbound) and of what a source says of itself. What a reader of documents or lists says of them is not here: `unreadable`. */
const TROUBLE_OF: ReadonlyMap<string, SourceTrouble> = new Map([
  ['dns-failed', 'not-found-by-name'],
  ['connection', 'not-reached'],
  ['timeout', 'not-reached'],
  ['tls', 'not-secure'],
  ['status', 'address-not-right'],
  ['redirected', 'address-not-right'],
  ['too-many-redirects', 'address-not-right'],
  ['not-a-provider', 'address-not-right'],
  ['not-an-aggregator', 'address-not-right'],
  ['not-a-feed', 'address-not-right'],
  ['not-a-list', 'address-not-right'],
  ['not-the-list', 'address-not-right'],
  ['not-a-page', 'address-not-right'],
  ['no-csaf-in-security-txt', 'address-not-right'],
  ['refused-url', 'address-not-allowed'],
  ['refused-address', 'address-not-allowed'],
  ['too-large', 'too-large'],
  ['decompression-bomb', 'too-large'],
  ['no-distributions', 'lists-nothing'],
  ['page-empty', 'lists-nothing'],
  ['listing-shrank', 'lists-less'],
  ['list-shrank', 'lists-less'],
  ['log-begins-later', 'lists-less'],
  ['key-mismatch', 'keys'],
  ['no-key', 'own-key'],
  ['not-taken-in', 'of-forewarn'],
  ['no-such-kind', 'of-forewarn'],
]);

/** The code of a `SourceFault`, as it is stored. What is not known here is something that could not be read: that is always a next step for the publisher. */
export function sourceTrouble(code: string): SourceTrouble {
  return TROUBLE_OF.get(code) ?? 'unreadable';
}
