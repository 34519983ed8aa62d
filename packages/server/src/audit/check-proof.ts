import { createPublicKey, verify } from 'node:crypto';
import { keyId } from './audit-key.ts';
import { digestOf, hashOf } from './chain.ts';
import type { ProvenTrail } from './prove-entries.ts';
import { checkStatement } from './statement.ts';

/**
 * What does not hold in a proven trail, in sentences; none: every entry in it stood in the chain when the checkpoints were signed. Needs
 * nothing but the trail, and the public key that the CERT made known (the trail's own where none is given).
 */
export function checkProof(trail: ProvenTrail, publicKey: string = trail.publicKey): readonly string[] {
  const key = createPublicKey(publicKey);
  const id = keyId(key);
  const signed = trail.checkpoints.filter(
    (checkpoint) =>
      checkStatement((name, bytes, signature) => (name === id ? verify(null, bytes, key, signature) : undefined), checkpoint) === 'right',
  );
  const faults = trail.checkpoints
    .filter((checkpoint) => !signed.includes(checkpoint))
    .map(({ sequence }) => `The checkpoint at ${sequence} is not signed with the key ${id}.`);
  const proven = new Map<number, string>();
  for (const run of trail.links) {
    const hashes = run.map(hashOf);
    const follows = run.every(
      (link, index) => index === 0 || (link.previous === hashes[index - 1] && link.sequence === (run[index - 1]?.sequence ?? 0) + 1),
    );
    const end = run.at(-1);
    if (!follows || !signed.some(({ sequence, hash }) => sequence === end?.sequence && hash === hashes.at(-1)))
      faults.push(`The links from ${run[0]?.sequence} do not lead to a signed checkpoint.`);
    else for (const link of run) proven.set(link.sequence, link.digest);
  }
  for (const { sequence, digest, entry, action, at } of trail.entries) {
    if (proven.get(sequence) !== digest) faults.push(`Entry ${sequence} is on no way to a signed checkpoint.`);
    if (entry !== undefined && (digestOf(entry) !== digest || entry.action !== action || entry.at !== at))
      faults.push(`Entry ${sequence} is not what was sealed.`);
  }
  return faults;
}
