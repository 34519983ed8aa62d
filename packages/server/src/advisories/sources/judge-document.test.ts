import { expect, test } from 'vitest';
import type { HashCheck, SignatureCheck } from '../raw-document.ts';
import { judgeDocument } from './judge-document.ts';
import type { Provider } from './listing.ts';
import type { SourcePolicy } from './source-policy.ts';

const FINGERPRINT = 'A'.repeat(40);
const plain: Provider = {
  metadataUrl: 'https://csaf.example/provider-metadata.json',
  name: 'Voorbeeld Software',
  namespace: 'https://csaf.example',
  role: 'csaf_provider',
  validators: {},
  feeds: [],
  directories: [],
  fingerprints: [],
  keyUrls: [],
  keys: [],
};
const withKeys: Provider = {
  ...plain,
  fingerprints: [FINGERPRINT],
  keyUrls: [{ fingerprint: FINGERPRINT, url: 'https://csaf.example/key.asc' }],
};
const trusted: Provider = { ...withKeys, role: 'csaf_trusted_provider' };

const hashes = {
  fits: { kind: 'matches', algorithms: ['sha512'] },
  differs: { kind: 'mismatch', algorithm: 'sha512', stated: 'aa', actual: 'bb' },
  garbled: { kind: 'unreadable', message: 'x.json.sha512 holds no hash.' },
  none: { kind: 'absent' },
} as const satisfies Record<string, HashCheck>;
const signatures = {
  good: { kind: 'valid', fingerprint: FINGERPRINT },
  expired: { kind: 'valid-expired-key', fingerprint: FINGERPRINT },
  bad: { kind: 'invalid', message: 'The signature does not belong to these bytes.' },
  garbled: { kind: 'unreadable', message: 'The signature file holds no OpenPGP signature.' },
  stranger: { kind: 'unknown-key', keyId: 'ABCDEF0123456789' },
  none: { kind: 'absent' },
} as const satisfies Record<string, SignatureCheck>;

const CASES: readonly (readonly [
  keyof typeof hashes,
  keyof typeof signatures,
  Provider | undefined,
  SourcePolicy,
  'accepted' | 'quarantined',
])[] = [
  ['fits', 'good', trusted, {}, 'accepted'],
  ['fits', 'expired', trusted, {}, 'accepted'], // it was good when it signed
  ['none', 'good', trusted, {}, 'accepted'], // the signature covers the bytes
  ['differs', 'good', trusted, {}, 'quarantined'],
  ['differs', 'good', trusted, { onBadHash: 'accept' }, 'accepted'],
  ['garbled', 'good', trusted, {}, 'quarantined'],
  ['fits', 'bad', plain, {}, 'quarantined'],
  ['fits', 'bad', trusted, { onBadSignature: 'accept' }, 'accepted'],
  ['differs', 'bad', trusted, { onBadSignature: 'accept' }, 'quarantined'], // each check counts by itself
  ['fits', 'garbled', trusted, {}, 'quarantined'],
  ['fits', 'stranger', withKeys, {}, 'quarantined'],
  ['fits', 'stranger', plain, {}, 'accepted'], // it publishes no keys: nothing to compare with
  ['fits', 'stranger', undefined, {}, 'accepted'], // a bare feed
  ['fits', 'stranger', plain, { onUnknownKey: 'quarantine' }, 'quarantined'],
  ['fits', 'none', trusted, {}, 'quarantined'], // CSAF 2.0 §7.2.3: a trusted provider signs
  ['fits', 'none', trusted, { onMissingSignature: 'accept' }, 'accepted'],
  ['fits', 'none', withKeys, {}, 'accepted'],
  ['none', 'none', undefined, {}, 'accepted'],
  ['none', 'none', undefined, { onMissingSignature: 'quarantine' }, 'quarantined'],
];

test.for(CASES)('hash %s, signature %s', ([hash, signature, provider, policy, verdict]) => {
  const outcome = judgeDocument({ hashCheck: hashes[hash], signatureCheck: signatures[signature] }, provider, policy);
  expect(outcome.verdict).toBe(verdict);
  if (outcome.verdict === 'quarantined') expect(outcome.verdictReason).toMatch(/\.$/);
});
