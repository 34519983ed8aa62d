import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import {
  confirmRecovery as judgeConfirmation,
  mayRecover,
  OBJECTION_SECONDS,
  RECOVERY_SECONDS,
} from '@forewarn/core/institutions/sign-in-recovery.ts';
import { record } from '../audit/record.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findAccount } from './account-store.ts';
import { oneTimeCode } from './one-time-code.ts';
import { insertOneTimeCode } from './passkey-store.ts';
import {
  findRecovery,
  insertRecovery,
  listAsked,
  listRecoveries as listRows,
  markConfirmed,
  markStopped,
  stopOthers,
  type RecoveryRow,
} from './recovery-store.ts';
import { digestOf } from './secret-cookie.ts';
import { tellOfSignIn } from './sign-in-notices.ts';

type Parts = Pick<Machine, 'database' | 'clock' | 'linkSecret'>;

/** An officer of the CERT, signed in as a person: programs vouch for nobody. */
export type Officer = Extract<Principal, { kind: 'cert' }>;

export type ShownRecovery = {
  readonly id: string;
  readonly accountId: string;
  readonly account: string;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly confirmFrom: Instant;
  readonly endsAt: Instant;
  readonly confirmedAt?: Instant;
};

const NO_SUCH = refuse('no-such', 'There is no such recovery.');
const OPENED_BY_ANOTHER = refuse(
  'no-such',
  'This account has no sign-in of its own.',
  'Its person signs in as another account: recover that one.',
  { about: 'own-sign-in' },
);
const NO_PROGRAM = refuse('not-allowed', 'Two persons who are signed in recover an account; a token is none.', undefined, {
  about: 'signed-in',
});
const NO_ADMINISTRATOR = refuse('not-allowed', 'Only administrators recover accounts of the CERT.', undefined, { about: 'administrators' });

/** Begins; whoever would know that it is not right is told. An older one of the same account ends. */
export async function startRecovery(
  machine: Parts,
  officer: Officer,
  accountId: string,
  because: string,
): Promise<ShownRecovery | Refusal> {
  const now = machine.clock.now();
  const starter = personOf(officer);
  if (starter === undefined) return NO_PROGRAM;
  return asSystemFor(machine.database, officer, 'sign-in', async (trx) => {
    const account = await findAccount(trx, accountId);
    if (account === undefined) return refuse('no-such', 'There is no such account.');
    if (account.signsInAs !== undefined) return OPENED_BY_ANOTHER;
    if (account.id === starter)
      return refuse('recovery-same-person', 'Nobody recovers their own account.', 'Ask a colleague.', { about: 'own' });
    if (!mayRecover(account, officer.roles)) return NO_ADMINISTRATOR;
    await stopOthers(trx, account.id, officer.name, now);
    const id = newId<'Recovery'>(now);
    await insertRecovery(trx, { id, accountId: account.id, startedBy: starter, startedAt: now });
    await tellOfSignIn(trx, { kind: 'recovery-started', subjectId: id }, [...(await listAsked(trx, account.id)), { kind: 'cert' }]);
    await tell(trx, officer, now, 'recovery-started', { id, accountId: account.id, institutionId: account.institutionId }, { because });
    return { id, accountId: account.id, account: account.name, startedBy: officer.name, startedAt: now, ...endsOf(now) };
  });
}

/** Another officer agrees; the code is made, and shown once. */
export async function confirmRecovery(
  machine: Parts,
  officer: Officer,
  id: string,
): Promise<{ readonly code: string; readonly endsAt: Instant } | Refusal> {
  const now = machine.clock.now();
  const confirmer = personOf(officer);
  if (confirmer === undefined) return NO_PROGRAM;
  return asSystemFor(machine.database, officer, 'sign-in', async (trx) => {
    const row = await findRecovery(trx, id);
    const account = row === undefined ? undefined : await findAccount(trx, row.accountId);
    if (row === undefined || account === undefined) return NO_SUCH;
    if (!mayRecover(account, officer.roles)) return NO_ADMINISTRATOR;
    const refusal = judgeConfirmation(recoveryOf(row), confirmer, now);
    if (refusal !== undefined) return refusal;
    await markConfirmed(trx, id, confirmer, now);
    const codeId = newId<'Code'>(now);
    const code = oneTimeCode(codeId, machine.linkSecret);
    const { endsAt } = endsOf(row.startedAt);
    await insertOneTimeCode(trx, { id: codeId, sha256: digestOf(code), accountId: account.id, madeAt: now, endsAt, recoveryId: id });
    await tell(trx, officer, now, 'recovery-confirmed', { id, accountId: account.id, institutionId: account.institutionId });
    return { code, endsAt };
  });
}

/** Stops it, confirmed or not; a code that was made opens nothing any more. */
export async function refuseRecovery(machine: Parts, officer: Officer, id: string): Promise<{ readonly stopped: boolean } | Refusal> {
  const now = machine.clock.now();
  return asSystemFor(machine.database, officer, 'sign-in', async (trx) => {
    const row = await findRecovery(trx, id);
    if (row === undefined || row.usedAt !== null || row.stoppedAt !== null) return NO_SUCH;
    await markStopped(trx, id, officer.name, now);
    const account = await findAccount(trx, row.accountId);
    await tell(trx, officer, now, 'recovery-refused', { id, accountId: row.accountId, institutionId: account?.institutionId });
    return { stopped: true };
  });
}

/** Those that are going on. */
export function listRecoveries(machine: Parts, officer: Officer): Promise<readonly ShownRecovery[]> {
  const since = secondsLater(machine.clock.now(), -RECOVERY_SECONDS);
  return asSystemFor(machine.database, officer, 'sign-in', async (trx) =>
    (await listRows(trx, since)).map(({ id, accountId, account, starter, startedAt, confirmedAt }) => ({
      id,
      accountId,
      account,
      startedBy: starter,
      startedAt,
      ...endsOf(startedAt),
      ...(confirmedAt === null ? {} : { confirmedAt }),
    })),
  );
}

function personOf({ accountId, assurance }: Officer): string | undefined {
  return assurance === 'token' ? undefined : accountId;
}

function endsOf(startedAt: Instant): { readonly confirmFrom: Instant; readonly endsAt: Instant } {
  return { confirmFrom: secondsLater(startedAt, OBJECTION_SECONDS), endsAt: secondsLater(startedAt, RECOVERY_SECONDS) };
}

function recoveryOf(row: RecoveryRow) {
  const { accountId, startedBy, startedAt, confirmedAt, usedAt, stoppedAt } = row;
  return {
    accountId,
    startedBy,
    startedAt,
    confirmedAt: confirmedAt ?? undefined,
    usedAt: usedAt ?? undefined,
    stoppedAt: stoppedAt ?? undefined,
  };
}

async function tell(
  trx: Transaction,
  principal: Officer,
  at: Instant,
  action: string,
  recovery: { readonly id: string; readonly accountId: string; readonly institutionId: string | undefined },
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await record(trx, {
    principal,
    at,
    action,
    subject: { kind: 'recovery', id: recovery.id },
    ...(recovery.institutionId === undefined ? {} : { institutionId: recovery.institutionId }),
    details: { account: recovery.accountId, ...details },
  });
}
