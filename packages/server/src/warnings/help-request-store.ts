import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { isOf, type Owner, type Whose } from '../matters/step-store.ts';

/** "Hulp nodig, bel mij terug" of one institution, with who does it and by when. */
export type HelpRequest = {
  readonly id: string;
  readonly warningId: string;
  readonly reference: string;
  readonly institutionId: string;
  readonly institution: string;
  readonly urgency: Urgency;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly remark: string | null;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly dueAt: Instant;
  readonly owner: string | null;
  readonly ownerAccountId: string | null;
  readonly ownedSince: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly endedBecause: 'done' | 'taken-back' | null;
  readonly note: string | null;
};

const HELP = sql`select h.id, h.warning_id as "warningId", w.reference, h.institution_id as "institutionId", i.name as institution, v.urgency,
    h.asked_at as "askedAt", k.answered_as as "askedBy", k.remark, c.name as contact, c.phone, h.due_at as "dueAt", h.owner, h.owner_account_id as "ownerAccountId", h.owned_since as "ownedSince",
    h.ended_at as "endedAt", h.ended_by as "endedBy", h.ended_because as "endedBecause", h.note
  from forewarn.help_requests h join forewarn.warnings w on w.id = h.warning_id join forewarn.institutions i on i.id = h.institution_id
    join forewarn.acknowledgements k on k.id = h.acknowledgement_id
    join forewarn.warning_versions v on v.warning_id = h.warning_id and v.version = k.version
    left join forewarn.contacts c on c.id = k.contact_id and c.removed_at is null`;

const HELP_MAX = 500;

/** Open ones, those that are due first; with `ended` the others, the newest first. */
export async function listHelpRequests(
  trx: Transaction,
  which: { readonly ended: boolean; readonly owner?: Whose },
): Promise<readonly HelpRequest[]> {
  const found = await sql<HelpRequest>`${HELP} where (h.ended_at is not null) = ${which.ended}
    and ${which.owner === undefined ? sql`true` : isOf(which.owner)}
    order by case when h.ended_at is null then h.due_at end, h.ended_at desc, h.id limit ${HELP_MAX}`.execute(trx);
  return found.rows;
}

export async function listHelpOfInstitution(trx: Transaction, institutionId: string): Promise<readonly HelpRequest[]> {
  const found =
    await sql<HelpRequest>`${HELP} where h.institution_id = ${institutionId} order by h.asked_at desc, h.id limit ${HELP_MAX}`.execute(trx);
  return found.rows;
}

export async function holdHelpRequest(trx: Transaction, id: string): Promise<HelpRequest | undefined> {
  const found = await sql<HelpRequest>`${HELP} where h.id = ${id} for update of h`.execute(trx);
  return found.rows[0];
}

export type UnopenedHelp = {
  readonly acknowledgementId: string;
  readonly institutionId: string;
  readonly answeredAt: Instant;
  readonly urgency: Urgency;
};

/** Answers "need help" of these institutions in a warning that stand and have no request yet. */
export async function findUnopenedHelp(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
): Promise<readonly UnopenedHelp[]> {
  const found =
    await sql<UnopenedHelp>`select k.id as "acknowledgementId", k.institution_id as "institutionId", k.answered_at as "answeredAt", coalesce(c.urgency, v.urgency) as urgency
    from forewarn.acknowledgements k join forewarn.warning_versions v on v.warning_id = k.warning_id and v.version = k.version
      left join forewarn.concerned_institutions c on c.warning_id = k.warning_id and c.version = k.version and c.institution_id = k.institution_id
    where k.warning_id = ${warningId} and k.institution_id = any(${institutionIds}::uuid[]) and k.answer = 'need-help' and k.undone_at is null
      and not exists (select from forewarn.help_requests h where h.acknowledgement_id = k.id) order by k.answered_at`.execute(trx);
  return found.rows;
}

/** Does nothing where there is one for this answer. */
export async function insertHelpRequest(
  trx: Transaction,
  request: {
    readonly acknowledgementId: string;
    readonly warningId: string;
    readonly institutionId: string;
    readonly askedAt: Instant;
    readonly dueAt: Instant;
  },
): Promise<string | undefined> {
  const inserted = await sql<{
    id: string;
  }>`insert into forewarn.help_requests (id, acknowledgement_id, warning_id, institution_id, asked_at, due_at)
    values (${newId<'HelpRequest'>(request.askedAt)}, ${request.acknowledgementId}, ${request.warningId}, ${request.institutionId}, ${request.askedAt}, ${request.dueAt})
    on conflict do nothing returning id`.execute(trx);
  return inserted.rows[0]?.id;
}

/** Whose answer was undone: nobody need ring back any more. Gives the requests. */
export async function endTakenBack(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
  now: Instant,
): Promise<readonly { readonly id: string; readonly institutionId: string }[]> {
  const ended = await sql<{
    id: string;
    institutionId: string;
  }>`update forewarn.help_requests h set ended_at = ${now}, ended_by = k.undone_by, ended_because = 'taken-back'
    from forewarn.acknowledgements k where k.id = h.acknowledgement_id and k.undone_at is not null and h.ended_at is null
      and h.warning_id = ${warningId} and h.institution_id = any(${institutionIds}::uuid[]) returning h.id, h.institution_id as "institutionId"`.execute(
    trx,
  );
  return ended.rows;
}

/** Null: nobody's. */
export async function markHelpOwner(trx: Transaction, id: string, owner: Owner | null, now: Instant): Promise<void> {
  await sql`update forewarn.help_requests set owner = ${owner?.name ?? null}, owner_account_id = ${owner?.accountId ?? null},
    owned_since = ${owner === null ? null : now} where id = ${id}`.execute(trx);
}

/** Null opens it again. */
export async function markHelpEnded(
  trx: Transaction,
  id: string,
  ended: { readonly at: Instant; readonly by: string; readonly note: string } | null,
): Promise<void> {
  await sql`update forewarn.help_requests set ended_at = ${ended?.at ?? null}, ended_by = ${ended?.by ?? null},
    ended_because = ${ended === null ? null : 'done'}, note = ${ended?.note ?? null} where id = ${id}`.execute(trx);
}

/** Every open request of one, or `only` these of it, goes to another; gives the requests. */
export async function moveHelpRequests(
  trx: Transaction,
  { from, to, only }: { readonly from: Whose; readonly to: Owner; readonly only?: readonly string[] | undefined },
  now: Instant,
): Promise<readonly string[]> {
  const moved = await sql<{
    id: string;
  }>`update forewarn.help_requests set owner = ${to.name}, owner_account_id = ${to.accountId ?? null}, owned_since = ${now}
    where ${isOf(from)} and ended_at is null and (${only ?? null}::uuid[] is null or id = any(${only ?? null}::uuid[])) returning id`.execute(
    trx,
  );
  return moved.rows.map(({ id }) => id);
}
