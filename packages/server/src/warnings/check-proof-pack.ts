import { checkProof } from '../audit/check-proof.ts';
import { digestMessage } from '../deliveries/digest-message.ts';
import type { ProofPack } from './prove-telling.ts';

/**
 * What does not hold in a proof pack, in sentences; none: its entries stood in the signed trail, and its messages are, to the letter, those
 * whose digests the trail has. Needs nothing but the pack and the public key that the CERT made known (the pack's own where none is given).
 */
export function checkProofPack(pack: ProofPack, publicKey?: string): readonly string[] {
  const faults = [...checkProof(pack.trail, publicKey)];
  const told = new Set(pack.trail.entries.filter(({ action }) => TELLS.includes(action)).flatMap(({ entry }) => digestsOf(entry?.details)));
  for (const { key, sha256, message } of pack.messages) {
    if (digestMessage(message) !== sha256) faults.push(`The message ${key} is not the one that was kept.`);
    else if (isTold(pack, key) && !told.has(`${key} ${sha256}`)) faults.push(`The message ${key} is not in the trail.`);
  }
  return faults;
}

/** What the trail keeps the exact words of: a version, and each reminder of it. */
const TELLS: readonly string[] = ['institution-told', 'institution-reminded'];

/** Of this warning's versions and their reminders; who else heard of an answer is no telling. */
function isTold(pack: ProofPack, key: string): boolean {
  return key.startsWith(`${pack.warning.id}/`);
}

function digestsOf(details: unknown): readonly string[] {
  const messages = (details as { messages?: readonly { key: string; sha256: string }[] } | undefined)?.messages ?? [];
  return messages.map(({ key, sha256 }) => `${key} ${sha256}`);
}
