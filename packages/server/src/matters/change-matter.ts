import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Confirmation, Scope } from '@forewarn/core/matters/matter.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findMatter, updateMatter, type StoredMatter } from './matter-store.ts';

export type MatterChange = {
  readonly title?: string;
  readonly source?: string;
  readonly confirmation?: Confirmation;
  readonly scope?: Partial<Scope>;
};

const TITLE_CHARACTERS_MAX = 300;

/** Changes what is given and leaves the rest. Who is told of it is decided by the next version of its warning. Refusal: `no-such`. */
export async function changeMatter(
  machine: Machine,
  principal: Principal,
  id: string,
  change: MatterChange,
): Promise<StoredMatter | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const stored = await findMatter(trx, id);
    if (stored === undefined) return refuse('no-such', 'There is no such matter.');
    const changed = {
      ...stored,
      title: cleanText(change.title ?? stored.title, TITLE_CHARACTERS_MAX),
      source: cleanText(change.source ?? stored.source, TITLE_CHARACTERS_MAX),
      confirmation: change.confirmation ?? stored.confirmation,
      scope: { ...stored.scope, ...change.scope },
    };
    await updateMatter(trx, stored.id, changed);
    await record(trx, {
      principal,
      at: machine.clock.now(),
      action: 'matter-changed',
      subject: { kind: 'matter', id },
      details: { ...beforeAndAfter(stored, changed), confirmation: changed.confirmation.kind },
    });
    return changed;
  });
}
