import type { Instant } from '../basics/instant.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { Answerer } from './acknowledge.ts';

export function undoAcknowledgement(
  _toUndo: { readonly acknowledgement: Acknowledgement; readonly by: Answerer },
  now: Instant,
): { readonly undoneAt: Instant; readonly undoneBy: string } | Refusal {
  return { undoneAt: now, undoneBy: '' };
}
