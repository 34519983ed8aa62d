import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import { describeDoorFault } from './door-fault.ts';
import { FAILURE_REASONS, type FailureReason } from './failure-reason.ts';
import type { Channel } from './planned-delivery.ts';

/**
 * The failures that say something against the address, and how the CERT reads it. All others (a policy, a fault of ours, a relay that is
 * down, a full mailbox that may be emptied) leave the contact as it is.
 */
const WORDS: Readonly<Partial<Record<FailureReason, string>>> = {
  'address-unusable': 'no message can be sent to this address',
  'mailbox-unknown': 'the receiver says that this mailbox does not exist',
  'domain-unknown': 'the domain of this address does not exist or takes no mail',
  gone: 'the webhook says that it is gone for good (HTTP 410)',
  'address-forbidden': 'this address lies inside a private network, where Forewarn does not send',
  'secret-missing': 'the webhook has no secret to sign with',
};

/**
 * Why the contact must be repaired, in words for `Contact.toRepair` (a bounce becomes a contact to repair, DESIGN §5); undefined where
 * the failure says nothing against the contact. Only what failed for good counts, and only by mail or webhook: another door that fails is one
 * fault of the contact among its doors (door-fault.ts), and its mail goes on.
 */
export function contactToRepair(failure: {
  readonly outcome: 'failed-for-now' | 'failed-for-good';
  readonly reason: FailureReason;
  readonly channel: Channel;
  /** Entered by members. */
  readonly address: string;
}): string | undefined {
  if (failure.channel !== 'email' && failure.channel !== 'webhook') return undefined;
  const words = failure.outcome === 'failed-for-good' ? WORDS[failure.reason] : undefined;
  return words === undefined ? undefined : `${cleanText(failure.address, 200)}: ${words}`;
}

/**
 * The same in the reader's language, with what to do about it. Stored are the words, since before there was a second language; undefined where they are
 * none of ours.
 */
export function repairInWords(toRepair: string, language: Language): string | undefined {
  for (const reason of FAILURE_REASONS) {
    const words = WORDS[reason];
    if (words !== undefined && toRepair.endsWith(`: ${words}`))
      return `${toRepair.slice(0, toRepair.length - words.length)}${describeDoorFault(reason, language)}`;
  }
  return undefined;
}
