import { secondsLater, type Instant } from '../basics/instant.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';

/** An hour between start and use: the person is on the telephone. */
export const RECOVERY_SECONDS = 3600;
/** So long the contacts of the institution have to say that it is not so, before a second officer may confirm. */
export const OBJECTION_SECONDS = 10 * 60;

/** Somebody lost every way in; one officer of the CERT starts, another confirms, a one-time code makes a new passkey. */
export type Recovery = {
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly confirmedAt: Instant | undefined;
  readonly usedAt: Instant | undefined;
  readonly stoppedAt: Instant | undefined;
  /** Whose way in it is. */
  readonly accountId: string;
};

export type RecoveryRefusal = Refusal<'recovery-ended' | 'recovery-same-person' | 'recovery-too-early' | 'recovery-confirmed'>;

/** Whether this officer (by id of their account) may confirm now. Never who started it, and nobody their own. */
export function confirmRecovery(recovery: Recovery, officer: string, now: Instant): RecoveryRefusal | undefined {
  if (hasEnded(recovery, now)) return refuse('recovery-ended', 'This recovery has ended, was used or was stopped.', 'Start another one.');
  if (recovery.confirmedAt !== undefined)
    return refuse('recovery-confirmed', `This recovery was confirmed at ${recovery.confirmedAt}.`, undefined, { at: recovery.confirmedAt });
  if (officer === recovery.startedBy)
    return refuse('recovery-same-person', 'Who starts a recovery does not confirm it.', 'Ask another officer of the CERT.');
  if (officer === recovery.accountId)
    return refuse('recovery-same-person', 'Nobody confirms the recovery of their own account.', undefined, { about: 'own' });
  const from = secondsLater(recovery.startedAt, OBJECTION_SECONDS);
  if (now < from)
    return refuse('recovery-too-early', `The contacts were asked whether this is right; they have until ${from}.`, 'Confirm after that.', {
      until: from,
    });
  return undefined;
}

/**
 * Whether somebody with these roles may take part in the recovery of an account: of one of the CERT only administrators do, else two analysts
 * could make themselves a way in as somebody who may more than they.
 */
export function mayRecover(account: { readonly kind: string }, roles: readonly string[]): boolean {
  return account.kind !== 'cert' || roles.includes('administrator');
}

/** Whether the one-time code may make a new passkey now. */
export function mayUseRecovery(recovery: Recovery, now: Instant): boolean {
  return recovery.confirmedAt !== undefined && !hasEnded(recovery, now);
}

function hasEnded(recovery: Recovery, now: Instant): boolean {
  return recovery.usedAt !== undefined || recovery.stoppedAt !== undefined || now >= secondsLater(recovery.startedAt, RECOVERY_SECONDS);
}
