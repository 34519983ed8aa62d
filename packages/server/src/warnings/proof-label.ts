import { stricter, TLP_LABELS, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { ProofPack } from './prove-telling.ts';

/** The strictest of what is in it. It tells what the institution holds, so it is never freer than its personal block. */
export function proofLabel(pack: ProofPack): TlpLabel {
  const labels = pack.told.flatMap((one) => [one.tlp, one.label]);
  return labels.reduce<TlpLabel>((strictest, next) => stricter(strictest, TLP_LABELS.find((one) => one === next) ?? 'RED'), 'AMBER+STRICT');
}
