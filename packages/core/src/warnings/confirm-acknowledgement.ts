import type { Instant } from '../basics/instant.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { Answerer } from './acknowledge.ts';

export function confirmAcknowledgement(
  _toConfirm: { readonly acknowledgement: Acknowledgement; readonly by: Answerer },
  now: Instant,
): { readonly confirmedBy: string; readonly confirmedAt: Instant } | Refusal {
  return { confirmedBy: '', confirmedAt: now };
}
