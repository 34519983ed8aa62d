import { expect, test } from 'vitest';
import { secondsLater, type Instant } from '../basics/instant.ts';
import { confirmRecovery, mayRecover, mayUseRecovery, OBJECTION_SECONDS, RECOVERY_SECONDS, type Recovery } from './sign-in-recovery.ts';

const start = '2026-11-23T09:00:00.000Z' as Instant;
const at = (seconds: number) => secondsLater(start, seconds);
const begun: Recovery = {
  accountId: 'rietmark',
  startedBy: 'de vries',
  startedAt: start,
  confirmedAt: undefined,
  usedAt: undefined,
  stoppedAt: undefined,
};

test.each<[string, Recovery, string, Instant, string | undefined]>([
  ['another officer, after the contacts had their time', begun, 'jansen', at(OBJECTION_SECONDS), undefined],
  ['another officer, too early', begun, 'jansen', at(OBJECTION_SECONDS - 1), 'recovery-too-early'],
  ['who started it', begun, 'de vries', at(1_000), 'recovery-same-person'],
  ['whose account it is', { ...begun, accountId: 'jansen' }, 'jansen', at(1_000), 'recovery-same-person'],
  ['another officer, too late', begun, 'jansen', at(RECOVERY_SECONDS), 'recovery-ended'],
  ['another officer, after a contact stopped it', { ...begun, stoppedAt: at(5) }, 'jansen', at(1_000), 'recovery-ended'],
  ['a third officer', { ...begun, confirmedAt: at(700) }, 'bakker', at(1_000), 'recovery-confirmed'],
])('confirmed by %s', (_name, recovery, officer, now, code) => {
  expect(confirmRecovery(recovery, officer, now)?.code).toBe(code);
});

test('the code works once, after two persons, and within the hour', () => {
  const confirmed = { ...begun, confirmedAt: at(700) };
  expect(mayUseRecovery(begun, at(1_000))).toBe(false);
  expect(mayUseRecovery(confirmed, at(1_000))).toBe(true);
  expect(mayUseRecovery({ ...confirmed, usedAt: at(900) }, at(1_000))).toBe(false);
  expect(mayUseRecovery({ ...confirmed, stoppedAt: at(900) }, at(1_000))).toBe(false);
  expect(mayUseRecovery(confirmed, at(RECOVERY_SECONDS))).toBe(false);
});

test('a way in as somebody of the CERT is given back by administrators alone', () => {
  expect(mayRecover({ kind: 'institution' }, ['analyst'])).toBe(true);
  expect(mayRecover({ kind: 'cert' }, ['analyst', 'second-officer'])).toBe(false);
  expect(mayRecover({ kind: 'cert' }, ['administrator'])).toBe(true);
});
