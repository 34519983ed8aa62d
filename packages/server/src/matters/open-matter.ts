import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { NO_SCOPE, type Confirmation, type Matter, type Scope } from '@forewarn/core/matters/matter.ts';
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
};

const TITLE_CHARACTERS_MAX = 300;

/** Opens a matter in this transaction. Refusal: `no-such` advisory. */
export async function openMatter(trx: Transaction, principal: Principal, input: MatterInput, now: Instant): Promise<Matter | Refusal> {
  const advisoryIds = [...new Set(input.advisoryIds)];
  const known = await knownAdvisories(trx, advisoryIds);
  const unknown = advisoryIds.find((id) => !known.includes(id));
  if (unknown !== undefined) return refuse('no-such', `There is no advisory ${unknown}.`);
  const matter: Matter = {
    id: newId<'Matter'>(now),
    kind: input.kind ?? (known.length > 0 ? 'advisory' : 'report'),
    title: cleanText(input.title, TITLE_CHARACTERS_MAX),
    source: cleanText(input.source, TITLE_CHARACTERS_MAX),
    confirmation: input.confirmation ?? { kind: 'unconfirmed' },
    scope: { ...NO_SCOPE, ...input.scope },
    advisoryIds: known.map((id) => idOf<'Advisory'>(id)),
    openedAt: now,
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
