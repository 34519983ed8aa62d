import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { InstitutionLines } from '@forewarn/core/inventories/lines-by-institution.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { acceptInventory, type AcceptedInventory, type Submission } from './accept-inventory.ts';
import { loadKeysOf } from './product-keys.ts';
import { understandUpload } from './understand-upload.ts';
import { markAccepted } from './upload-store.ts';

/** Transactions at once: while one waits for the disk the next one compares. */
const AT_ONCE = 4;

export type AcceptedUpload = {
  readonly kind: 'accepted';
  readonly outcomes: readonly AcceptedInventory[];
  readonly problems: readonly Problem[];
};

/**
 * Accepts a kept file: reads it again, and makes each institution's lines its inventory of that name, one transaction each. One that was
 * cut short may be accepted again: what was done then changes nothing. Refusals as `understandUpload`.
 */
export async function acceptUpload(
  machine: Machine,
  principal: Principal,
  id: string,
  said: { readonly inventory: string; readonly takenAt?: Instant },
): Promise<AcceptedUpload | Refusal> {
  const understood = await understandUpload(machine, principal, id);
  if (isRefusal(understood)) return understood;
  const submission = { ...said, uploadId: id, receivedFrom: `upload ${understood.upload.fileName}` };
  const outcomes = await acceptGroups(machine, principal, understood.groups, submission);
  await asPrincipal(machine.database, principal, (trx) => markAccepted(trx, id, machine.clock.now()));
  return { kind: 'accepted', outcomes, problems: understood.problems };
}

/** Each institution's lines, a few transactions at once; `onProgress` hears how many institutions are done. In the order of the groups. */
export async function acceptGroups(
  machine: Machine,
  principal: Principal,
  groups: readonly InstitutionLines[],
  submission: Omit<Submission, 'institutionId' | 'items'>,
  onProgress: (done: number) => void = () => {},
): Promise<readonly AcceptedInventory[]> {
  const keysOf = await loadKeysOf(machine);
  const outcomes: AcceptedInventory[][] = groups.map(() => []);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let place = next++; place < groups.length; place = next++) {
      const group = groups[place];
      if (group === undefined) return;
      const outcome = await acceptInventory(
        machine,
        principal,
        { ...submission, institutionId: group.institution.id, items: group.items },
        keysOf,
      );
      // An institution that left between reading and accepting has nothing accepted.
      if (!isRefusal(outcome)) outcomes[place] = [outcome];
      onProgress((done += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes.flat();
}
