import { expect, test } from 'vitest';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { endsListening } from './ends-listening.ts';

const entry = (action: string, kind: string, subject: string) => ({
  id: 1,
  action,
  subject_kind: kind,
  subject,
  institution_id: null,
  acting_for: null,
});
const officer: Principal = { kind: 'cert', name: 'B. Analist', roles: ['analyst'], accountId: idOf<'Account'>('a-1') };
const acting: Principal = {
  kind: 'institution',
  name: 'Beheerpartij',
  accountId: idOf<'Account'>('a-2'),
  institutionId: idOf<'Institution'>('i-1'),
  onBehalf: { providerId: idOf<'Provider'>('p-1'), scopes: ['read'] },
};

test.each([
  ['its own session ended', { principal: officer, sessionId: 's-1' }, entry('session-ended', 'session', 's-1'), true],
  ['all sessions ended', { principal: officer, sessionId: 's-1' }, entry('all-sessions-ended', 'session', 'all'), true],
  ['another session ended', { principal: officer, sessionId: 's-1' }, entry('session-ended', 'session', 's-2'), false],
  ['somebody signed in', { principal: officer, sessionId: 's-1' }, entry('signed-in', 'session', 's-1'), false],
  ['its account may something else', { principal: officer, sessionId: 's-1' }, entry('account-rights-changed', 'account', 'a-1'), true],
  ['another account may something else', { principal: officer, sessionId: 's-1' }, entry('account-disabled', 'account', 'a-2'), false],
  [
    'the account that signed in ended',
    { principal: acting, sessionId: 's-1', signedInAs: 'a-9' },
    entry('account-disabled', 'account', 'a-9'),
    true,
  ],
  ['a token is revoked', { principal: officer }, entry('token-revoked', 'token', 't-1'), true],
  ['a token is made', { principal: officer }, entry('token-made', 'token', 't-1'), false],
  ['a passkey is blocked', { principal: officer, sessionId: 's-1' }, entry('passkey-suspected', 'passkey', 'k-1'), true],
  ['a consent is withdrawn', { principal: acting }, entry('consent-withdrawn', 'provider', 'p-1'), true],
  ['a consent is withdrawn, of no concern', { principal: officer }, entry('consent-withdrawn', 'provider', 'p-1'), false],
  ['a warning changes', { principal: officer, sessionId: 's-1' }, entry('warning-released', 'warning', 'w-1'), false],
] as const)('%s', (_what, reader, row, ends) => {
  expect(endsListening(reader, row)).toBe(ends);
});
