import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { idOf, type DrillId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Confirmation, Matter, Scope } from '@forewarn/core/matters/matter.ts';
import { MATTER_LIMITS, readMatter } from '@forewarn/core/matters/read-matter.ts';
import { record } from '../audit/record.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { insertMatter, joinAdvisories, knownAdvisories } from './matter-store.ts';

export type MatterInput = {
  readonly kind?: Matter['kind'];
  readonly title: string;
  readonly source: string;
  readonly confirmation?: Confirmation;
  readonly scope?: Partial<Scope>;
  readonly advisoryIds?: readonly string[];
  /** It is an exercise, and stays one. */
  readonly drillId?: DrillId;
};

/** Opens a matter in this transaction. Refusals: `input-unreadable` with every problem, `no-such` advisory. */
export async function openMatter(
  trx: Transaction,
  principal: Principal,
  input: MatterInput,
  now: Instant,
): Promise<Matter | (Refusal & { readonly problems?: readonly Problem[] })> {
  const reading = readMatter({
    ...input,
    title: cleanText(input.title, MATTER_LIMITS.title),
    source: cleanText(input.source, MATTER_LIMITS.source),
  });
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const { value: entry } = reading;
  const advisoryIds = [...new Set<string>(entry.advisoryIds)];
  const known = await knownAdvisories(trx, advisoryIds);
  const unknown = advisoryIds.find((id) => !known.includes(id));
  if (unknown !== undefined) return refuse('no-such', `There is no advisory ${unknown}.`);
  const matter: Matter = {
    id: newId<'Matter'>(now),
    kind: entry.kind,
    title: entry.title,
    source: entry.source,
    confirmation: entry.confirmation,
    scope: entry.scope,
    advisoryIds: known.map((id) => idOf<'Advisory'>(id)),
    openedAt: now,
    drillId: input.drillId,
  };
  await insertMatter(trx, { ...matter, openedBy: principalName(principal) });
  await joinAdvisories(trx, matter.id, known);
  await record(trx, {
    principal,
    at: now,
    action: 'matter-opened',
    subject: { kind: 'matter', id: matter.id },
    details: { kind: matter.kind, advisories: known },
  });
  return matter;
}
