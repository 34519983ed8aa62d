import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Scope } from '@forewarn/core/matters/matter.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';

/** Something that was done with a matter at the duty desk. */
export type MatterStep = {
  readonly id: string;
  readonly matterId: string;
  readonly kind: 'noted' | 'set-aside' | 'taken-up' | 'merged' | 'split' | 'assigned' | 'released';
  readonly note?: string;
  readonly otherMatterId?: string;
  readonly before: StepBefore;
  readonly takenAt: Instant;
  readonly takenBy: string;
  readonly undoneAt?: Instant;
  readonly undoneBy?: string;
};

/** What undoing a merge needs: what was moved, and the scope as it was. */
export type StepBefore = { readonly advisoryIds?: readonly string[]; readonly scope?: Scope };

type Row = {
  id: string;
  matter_id: string;
  kind: MatterStep['kind'];
  note: string | null;
  other_matter_id: string | null;
  before: StepBefore;
  taken_at: Instant;
  taken_by: string;
  undone_at: Instant | null;
  undone_by: string | null;
};

function stepOf(row: Row): MatterStep {
  return {
    id: row.id,
    matterId: row.matter_id,
    kind: row.kind,
    note: row.note ?? undefined,
    otherMatterId: row.other_matter_id ?? undefined,
    before: row.before,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    undoneAt: row.undone_at ?? undefined,
    undoneBy: row.undone_by ?? undefined,
  };
}

export async function insertStep(
  trx: Transaction,
  step: Omit<MatterStep, 'id' | 'before' | 'undoneAt' | 'undoneBy'> & { readonly before?: StepBefore },
): Promise<MatterStep> {
  const id = newId<'MatterStep'>(step.takenAt);
  await sql`insert into forewarn.matter_steps (id, matter_id, kind, note, other_matter_id, before, taken_at, taken_by)
    values (${id}, ${step.matterId}, ${step.kind}, ${step.note ?? null}, ${step.otherMatterId ?? null}, ${JSON.stringify(step.before ?? {})}::jsonb,
      ${step.takenAt}, ${step.takenBy})`.execute(trx);
  return { before: {}, ...step, id };
}

const STEPS_MAX = 500;

/** Newest first. */
export async function listSteps(trx: Transaction, matterId: string): Promise<readonly MatterStep[]> {
  const found =
    await sql<Row>`select * from forewarn.matter_steps where matter_id = ${matterId} order by taken_at desc, id desc limit ${STEPS_MAX}`.execute(
      trx,
    );
  return found.rows.map(stepOf);
}

export async function findStep(trx: Transaction, matterId: string, id: string): Promise<MatterStep | undefined> {
  const found = await sql<Row>`select * from forewarn.matter_steps where matter_id = ${matterId} and id = ${id} for update`.execute(trx);
  return found.rows.map(stepOf)[0];
}

export async function markStepUndone(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.matter_steps set undone_at = ${at}, undone_by = ${by} where id = ${id}`.execute(trx);
}

/** What of a matter's standing at the desk is not told to the rest of the house. Held until the end of the transaction. */
export type HeldMatter = {
  readonly owner?: string;
  readonly isSetAside: boolean;
  readonly isClosed: boolean;
};

export async function holdMatter(trx: Transaction, id: string): Promise<HeldMatter | undefined> {
  const found = await sql<{ owner: string | null; set_aside_at: Instant | null; closed_at: Instant | null }>`
    select owner, set_aside_at, closed_at from forewarn.matters where id = ${id} for no key update`.execute(trx);
  return found.rows.map((row) => ({
    owner: row.owner ?? undefined,
    isSetAside: row.set_aside_at !== null,
    isClosed: row.closed_at !== null,
  }))[0];
}

/** Null takes it up again. */
export async function markAside(
  trx: Transaction,
  id: string,
  aside: { readonly at: Instant; readonly by: string; readonly because: string } | null,
): Promise<void> {
  await sql`update forewarn.matters set set_aside_at = ${aside?.at ?? null}, set_aside_by = ${aside?.by ?? null}, set_aside_because = ${aside?.because ?? null}
    where id = ${id}`.execute(trx);
}

export type Owner = { readonly name: string; readonly accountId?: string };

/** Whose: of an account where it has one; `byNameAlone` also of whichever account bears that name. */
export type Whose = Owner & { readonly byNameAlone?: true };

/** Of a row with `owner` and `owner_account_id`. A row without an account is of who bears its name: so it was kept before, and so are tokens of nobody. */
export function isOf({ name, accountId, byNameAlone }: Whose): RawBuilder<boolean> {
  if (byNameAlone === true) return sql`(owner = ${name})`;
  if (accountId === undefined) return sql`(owner = ${name} and owner_account_id is null)`;
  return sql`(owner_account_id = ${accountId} or (owner = ${name} and owner_account_id is null))`;
}

/** Null: nobody's. */
export async function markOwner(trx: Transaction, id: string, owner: Owner | null, at: Instant): Promise<void> {
  await sql`update forewarn.matters set owner = ${owner?.name ?? null}, owner_account_id = ${owner?.accountId ?? null},
    owned_since = ${owner === null ? null : at} where id = ${id}`.execute(trx);
}

/** Everything open of one owner, or `only` these of it, goes to another; gives the matters. */
export async function moveOwned(
  trx: Transaction,
  { from, to, only }: { readonly from: Whose; readonly to: Owner; readonly only?: readonly string[] | undefined },
  at: Instant,
): Promise<readonly string[]> {
  const moved = await sql<{
    id: string;
  }>`update forewarn.matters set owner = ${to.name}, owner_account_id = ${to.accountId ?? null}, owned_since = ${at}
    where ${isOf(from)} and closed_at is null and (${only ?? null}::uuid[] is null or id = any(${only ?? null}::uuid[])) returning id`.execute(
    trx,
  );
  return moved.rows.map(({ id }) => id);
}

/** `into` null: it stands by itself again. */
export async function markMerged(trx: Transaction, id: string, into: string | null, at: Instant): Promise<void> {
  await sql`update forewarn.matters set merged_into = ${into}, closed_at = ${into === null ? null : at} where id = ${id}`.execute(trx);
}

export async function markScope(trx: Transaction, id: string, scope: Scope): Promise<void> {
  await sql`update forewarn.matters set scope = ${JSON.stringify(scope)}::jsonb where id = ${id}`.execute(trx);
}

/** Advisories of one matter that go over to another; gives those that the other did not have. */
export async function moveAdvisories(
  trx: Transaction,
  from: string,
  to: string,
  advisoryIds: readonly string[],
): Promise<readonly string[]> {
  const moved = await sql<{ advisory_id: string }>`with gone as (
      delete from forewarn.matter_advisories where matter_id = ${from} and advisory_id = any(${advisoryIds}::uuid[]) returning advisory_id)
    insert into forewarn.matter_advisories (matter_id, advisory_id) select ${to}::uuid, advisory_id from gone
    on conflict do nothing returning advisory_id`.execute(trx);
  return moved.rows.map((row) => row.advisory_id);
}

/** Also of who left: what is open of somebody is handed over afterwards too. */
export async function nameOfAccount(trx: Transaction, accountId: string): Promise<string | undefined> {
  const found = await sql<{ name: string }>`select name from forewarn.accounts where id = ${accountId} and kind = 'cert'`.execute(trx);
  return found.rows[0]?.name;
}

/** Accounts of the CERT that bear a name, also of who left: what is open of both has that name. */
export async function countNamesakes(trx: Transaction, name: string): Promise<number> {
  const found = await sql<{
    count: number;
  }>`select count(*)::int as count from forewarn.accounts where kind = 'cert' and name = ${name}`.execute(trx);
  return found.rows[0]?.count ?? 0;
}

/** People of the CERT with an account that may write. */
export async function listColleagues(trx: Transaction): Promise<readonly { accountId: string; name: string; roles: string[] }[]> {
  const found = await sql<{ id: string; name: string; roles: string[] }>`select id, name, roles from forewarn.accounts
    where kind = 'cert' and disabled_at is null and roles && array['analyst', 'second-officer', 'editor'] order by name, id limit 500`.execute(
    trx,
  );
  return found.rows.map(({ id, name, roles }) => ({ accountId: id, name, roles }));
}
