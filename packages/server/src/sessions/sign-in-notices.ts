import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { OBJECTION_SECONDS, RECOVERY_SECONDS } from '@forewarn/core/institutions/sign-in-recovery.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findAccount, listOpenedBy } from './account-store.ts';
import { knownLinkSecrets } from './link-token.ts';
import { oneTimeCode } from './one-time-code.ts';
import { findWaitingCode, insertOneTimeCode, listPasskeys } from './passkey-store.ts';
import { digestOf } from './secret-cookie.ts';
import { findAccountOfPasskey, findContactAddress, findOpenRecovery } from './sign-in-notice-store.ts';

/** What people are told of by mail; the subject is a recovery, a passkey, an account. */
export type SignInNotice = {
  readonly kind: 'recovery-started' | 'passkey-suspected' | 'invitation' | 'also-of';
  readonly subjectId: string;
};

/** Who is told: somebody with an account, a contact of the institution, the CERT itself. */
export type Told = { readonly kind: 'account' | 'contact'; readonly id: string } | { readonly kind: 'cert' };

/** Days to make the first passkey in. */
export const FIRST_CODE_SECONDS = 3 * 24 * 3600;

/** Has each of them told, by a job of their own. Natural key: what and whom. */
export async function tellOfSignIn(trx: Transaction, notice: SignInNotice, told: readonly Told[]): Promise<void> {
  for (const to of told) {
    const key = `sign-in-notice ${notice.kind} ${notice.subjectId} ${to.kind === 'cert' ? 'cert' : to.id}`;
    await enqueue(trx, 'mail-sign-in-notice', { ...notice, to }, { key, attemptsMax: 10 });
  }
}

/** What one of them reads. */
export type NoticeMail = {
  readonly to: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly language: 'nl' | 'en';
    readonly institutionId?: string;
  };
  /** Whose account it is about. */
  readonly account: string;
} & (
  | { readonly kind: 'recovery-started'; readonly confirmFrom: Instant; readonly startedAt: Instant }
  | { readonly kind: 'passkey-suspected' }
  | { readonly kind: 'invitation'; readonly code: string; readonly endsAt: Instant }
  | { readonly kind: 'also-of'; readonly institutionId: string; readonly institution: string }
);

/** For the job: undefined where there is nothing to tell any more, or nobody. May run twice: the second mail says the same. */
export function prepareNotice(
  machine: Pick<Machine, 'database' | 'clock' | 'config' | 'linkSecret' | 'earlierLinkSecrets'>,
  notice: SignInNotice,
  told: Told,
): Promise<NoticeMail | undefined> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'mail-sign-in-notice', async (trx) => {
    const to = await addressOf(trx, machine, told);
    if (to === undefined) return undefined;
    switch (notice.kind) {
      case 'recovery-started': {
        const recovery = await findOpenRecovery(trx, notice.subjectId, secondsLater(now, -RECOVERY_SECONDS));
        if (recovery === undefined) return undefined;
        const confirmFrom = secondsLater(recovery.startedAt, OBJECTION_SECONDS);
        return { kind: 'recovery-started', to, account: recovery.account, startedAt: recovery.startedAt, confirmFrom };
      }
      case 'passkey-suspected': {
        const account = await findAccountOfPasskey(trx, notice.subjectId);
        return account === undefined ? undefined : { kind: 'passkey-suspected', to, account };
      }
      case 'invitation':
        return invitation(machine, trx, notice.subjectId, to, now);
      case 'also-of': {
        const other = (await listOpenedBy(trx, to.id)).find(({ accountId }) => accountId === notice.subjectId);
        if (other === undefined) return undefined;
        const { institutionId, institution } = other;
        return { kind: 'also-of', to, account: to.name, institutionId, institution };
      }
    }
  });
}

/** Nobody of the CERT: a mailbox is not enough to become an officer. */
async function invitation(
  machine: Pick<Machine, 'linkSecret' | 'earlierLinkSecrets'>,
  trx: Transaction,
  accountId: string,
  to: NoticeMail['to'],
  now: Instant,
): Promise<NoticeMail | undefined> {
  const account = await findAccount(trx, accountId);
  if (account === undefined || account.kind === 'cert' || (await listPasskeys(trx, accountId)).length > 0) return undefined;
  const waiting = await findWaitingCode(trx, accountId, now);
  // Made under the secret of its day: the mail says the same again after a rotation.
  const known = knownLinkSecrets(machine)
    .map((secret) => (waiting === undefined ? '' : oneTimeCode(waiting.id, secret)))
    .find((code) => waiting !== undefined && Buffer.from(digestOf(code)).equals(waiting.sha256));
  if (waiting !== undefined && known !== undefined)
    return { kind: 'invitation', to, account: account.name, code: known, endsAt: waiting.endsAt };
  const id = newId<'Code'>(now);
  const endsAt = secondsLater(now, FIRST_CODE_SECONDS);
  const code = oneTimeCode(id, machine.linkSecret);
  await insertOneTimeCode(trx, { id, sha256: digestOf(code), accountId, madeAt: now, endsAt });
  return { kind: 'invitation', to, account: account.name, code, endsAt };
}

async function addressOf(trx: Transaction, { config }: Pick<Machine, 'config'>, told: Told): Promise<NoticeMail['to'] | undefined> {
  if (told.kind === 'cert') return { id: 'cert', name: config.cert.name, email: config.cert.email, language: 'nl' };
  if (told.kind === 'contact') return findContactAddress(trx, told.id);
  const account = await findAccount(trx, told.id);
  if (account === undefined || account.email === '') return undefined;
  const { id, name, email, language, institutionId } = account;
  return { id, name, email, language, ...(institutionId === undefined ? {} : { institutionId }) };
}
