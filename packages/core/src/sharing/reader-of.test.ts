import { expect, test } from 'vitest';
import { mayReceive } from './may-receive.ts';
import { readerOf, type ReadingPrincipal } from './reader-of.ts';
import type { TlpLabel } from './tlp.ts';

const reads = (principal: ReadingPrincipal, label: TlpLabel) => mayReceive({ ...readerOf(principal), label, purpose: 'read' }).kind;

test.each<[string, ReadingPrincipal, string]>([
  ['an analyst', { kind: 'cert', roles: ['analyst'] }, 'yes yes yes yes yes'],
  ['an analyst who administers too', { kind: 'cert', roles: ['administrator', 'analyst'] }, 'yes yes yes yes yes'],
  ['an administrator', { kind: 'cert', roles: ['administrator'] }, 'yes yes yes yes notice-only'],
  ['somebody of the CERT with a duty that nobody wrote down', { kind: 'cert', roles: ['intern'] }, 'yes yes yes yes notice-only'],
  ['a job', { kind: 'system' }, 'yes yes yes yes yes'],
  ['the token of an institution', { kind: 'institution' }, 'yes yes yes yes no'],
  ['somebody with a passkey', { kind: 'institution', assurance: 'passkey' }, 'yes yes yes yes no'],
  ['somebody with a code from a mail', { kind: 'institution', assurance: 'email' }, 'yes yes notice-only notice-only no'],
  ['the holder of a link', { kind: 'link' }, 'yes yes notice-only notice-only no'],
  ['an IT provider', { kind: 'provider' }, 'yes yes no no no'],
  ['an IT provider that acts for an institution', { kind: 'institution', onBehalf: {}, assurance: 'passkey' }, 'yes yes no no no'],
  ['a branch organisation', { kind: 'branch' }, 'yes yes no no no'],
  ['a supplier', { kind: 'supplier' }, 'yes no no no no'],
  ['whoever comes by', { kind: 'anyone' }, 'yes no no no no'],
  ['a kind that nobody wrote down', { kind: 'regulator' }, 'yes no no no no'],
])('%s reads CLEAR, GREEN, AMBER, AMBER+STRICT, RED: %s', (_who, principal, expected) => {
  expect((['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const).map((label) => reads(principal, label)).join(' ')).toBe(expected);
});
