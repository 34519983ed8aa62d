import type { FailureReason } from './failure-reason.ts';

/** Enhanced status codes of mail without their class (RFC 3463), where they say why a message will never arrive. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  '1.1': 'mailbox-unknown',
  '1.2': 'domain-unknown',
  '1.3': 'address-unusable',
  '1.6': 'mailbox-unknown', // moved, no forwarding
  '1.10': 'domain-unknown', // takes no mail (RFC 7505)
  '2.1': 'mailbox-unknown', // switched off
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.4': 'too-large',
  '4.4': 'domain-unknown',
};

/** Why a message failed for good, from "1.1" of "5.1.1"; undefined where the code says nothing of it. Everything about security is a policy. */
export function reasonOfStatus(enhanced: string): FailureReason | undefined {
  return REASONS[enhanced] ?? (enhanced.startsWith('7.') ? 'rejected-by-policy' : undefined);
}
