import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Sector } from '@forewarn/core/institutions/institution.ts';
import type { Nomination, NominationAnswer, NominationOutcome } from '@forewarn/core/institutions/nomination.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a branch organisation handed in. */
export type StoredNomination = Nomination & { readonly id: string; readonly branchId: string; readonly proposedAt: Instant };
/** With where it stands: the CERT's alone. */
export type FollowedNomination = StoredNomination & {
  readonly branch: string;
  readonly outcome: NominationOutcome;
  readonly institutionId?: string;
};

type Row = {
  id: string;
  branch_id: string;
  name: string;
  sector: Sector | null;
  staff: number | null;
  city: string | null;
  kvk: string | null;
  contact_name: string;
  email: string;
  phone: string | null;
  proposed_at: Instant;
};
type FollowedRow = Row & {
  branch: string;
  member_id: string | null;
  decision: 'accepted' | 'refused' | null;
  invited_at: Instant | null;
  reminded_at: Instant | null;
  answer: NominationAnswer | null;
  institution_id: string | null;
};

export type NewNomination = StoredNomination & { readonly key: string; readonly by: string; readonly memberId: string | undefined };

/** Adds them, each with what it turned out to be; the ids of those that this branch had not brought before. */
export async function insertNominations(trx: Transaction, brought: readonly NewNomination[]): Promise<ReadonlySet<string>> {
  const written = await sql<{ id: string }>`with brought as (
      select * from json_to_recordset(${JSON.stringify(brought)}::json) as x(id uuid, "branchId" uuid, key text, name text, sector text, staff int,
        city text, kvk text, "contactName" text, email text, phone text, "proposedAt" timestamptz, by text, "memberId" uuid)
    ), added as (
      insert into forewarn.nominations (id, branch_id, key, name, sector, staff, city, kvk, contact_name, email, phone, proposed_at, proposed_by)
      select id, "branchId", key, name, sector, staff, city, kvk, "contactName", email, phone, "proposedAt", by from brought
      on conflict (branch_id, key) do nothing returning id
    ) insert into forewarn.nomination_outcomes (nomination_id, member_id)
      select id, "memberId" from added join brought using (id) returning nomination_id as id`.execute(trx);
  return new Set(written.rows.map(({ id }) => id));
}

/** Key and address (empty once it ended) of everything that a branch organisation brought. */
export async function listBrought(
  trx: Transaction,
  branchId: string,
): Promise<readonly { readonly key: string; readonly email: string }[]> {
  const found = await sql<{
    key: string;
    email: string;
  }>`select key, email from forewarn.nominations where branch_id = ${branchId}`.execute(trx);
  return found.rows;
}

/** Those that the row policies show: of a branch organisation its own. The newest first. */
export async function listOwn(trx: Transaction): Promise<readonly StoredNomination[]> {
  const found = await sql<Row>`select id, branch_id, name, sector, staff, city, kvk, contact_name, email, phone, proposed_at
    from forewarn.nominations order by id desc limit 5000`.execute(trx);
  return found.rows.map(nominationOf);
}

export type NominationNumbers = {
  readonly proposed: number;
  readonly confirmed: number | null;
  readonly waiting: number | null;
  readonly refused: number | null;
};

export async function nominationNumbers(trx: Transaction): Promise<NominationNumbers> {
  const found = await sql<NominationNumbers>`select * from forewarn.nomination_numbers()`.execute(trx);
  return found.rows[0] ?? { proposed: 0, confirmed: null, waiting: null, refused: null };
}

const FOLLOWED = sql`select n.id, n.branch_id, b.name as branch, n.name, n.sector, n.staff, n.city, n.kvk, n.contact_name, n.email, n.phone, n.proposed_at,
    o.member_id, o.decision, o.invited_at, o.reminded_at, o.answer, coalesce(o.institution_id, o.member_id) as institution_id
  from forewarn.nominations n join forewarn.branches b on b.id = n.branch_id join forewarn.nomination_outcomes o on o.nomination_id = n.id`;

/** Where a page of them ended: at one that waited then, or at one that was settled. */
export type FollowedCursor = { readonly waits: boolean; readonly id: string };

const WAITS = sql`(o.decision is null and o.member_id is null)`;

/** What waits for the CERT first, each the oldest first. What was decided between two pages is passed over, or is told again: nothing that waits is. */
export async function listFollowed(
  trx: Transaction,
  { after, limit }: { readonly after?: FollowedCursor; readonly limit: number },
): Promise<readonly FollowedNomination[]> {
  const found = await sql<FollowedRow>`${FOLLOWED}
    where ${after === undefined} or (not ${WAITS}, n.id) > (not ${after?.waits ?? false}::boolean, ${after?.id ?? null}::uuid)
    order by not ${WAITS}, n.id limit ${limit}`.execute(trx);
  return found.rows.map(followedOf);
}

/** How many there are, and how many of them wait for the CERT. */
export async function countFollowed(trx: Transaction): Promise<{ readonly total: number; readonly waiting: number }> {
  const found = await sql<{
    total: number;
    waiting: number;
  }>`select count(*)::int as total, count(*) filter (where ${WAITS})::int as waiting
    from forewarn.nominations n join forewarn.nomination_outcomes o on o.nomination_id = n.id`.execute(trx);
  return found.rows[0] ?? { total: 0, waiting: 0 };
}

/** Held until the transaction ends, so that two answers or decisions come one after another. */
export async function holdNominations(trx: Transaction, ids: readonly string[]): Promise<readonly FollowedNomination[]> {
  const found = await sql<FollowedRow>`${FOLLOWED} where n.id = any(${ids}::uuid[]) order by n.id for update of o`.execute(trx);
  return found.rows.map(followedOf);
}

export async function findNomination(trx: Transaction, id: string): Promise<FollowedNomination | undefined> {
  const found = await sql<FollowedRow>`${FOLLOWED} where n.id = ${id}`.execute(trx);
  return found.rows.map(followedOf)[0];
}

/** Invited where accepted: the mail is a job of the same transaction. */
export async function decide(
  trx: Transaction,
  ids: readonly string[],
  { decision, by, at }: { readonly decision: 'accepted' | 'refused'; readonly by: string; readonly at: Instant },
): Promise<void> {
  await sql`update forewarn.nomination_outcomes set decision = ${decision}, decided_at = ${at}, decided_by = ${by},
      invited_at = case when ${decision} = 'accepted' then ${at}::timestamptz end
    where nomination_id = any(${ids}::uuid[])`.execute(trx);
}

/** They turned out to be members: nobody is asked. */
export async function markMembers(trx: Transaction, members: readonly { readonly id: string; readonly memberId: string }[]): Promise<void> {
  await sql`update forewarn.nomination_outcomes o set member_id = x."memberId"
    from json_to_recordset(${JSON.stringify(members)}::json) as x(id uuid, "memberId" uuid) where o.nomination_id = x.id`.execute(trx);
}

/** Of these branches, those of which nothing waits for the CERT. */
export async function withoutOpen(trx: Transaction, branchIds: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select b.id from forewarn.branches b where b.id = any(${branchIds}::uuid[]) and not exists (
      select 1 from forewarn.nominations n join forewarn.nomination_outcomes o on o.nomination_id = n.id
      where n.branch_id = b.id and o.decision is null and o.member_id is null)`.execute(trx);
  return found.rows.map(({ id }) => id);
}

export async function keepAnswer(
  trx: Transaction,
  id: string,
  { answer, at, institutionId }: { readonly answer: NominationAnswer; readonly at: Instant; readonly institutionId: string | undefined },
): Promise<void> {
  await sql`update forewarn.nomination_outcomes set answer = ${answer}, answered_at = ${at}, institution_id = ${institutionId ?? null}
    where nomination_id = ${id}`.execute(trx);
}

/** Marks as reminded who was invited before then and never answered; their ids. */
export async function markReminded(trx: Transaction, before: Instant, at: Instant, max: number): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`update forewarn.nomination_outcomes set reminded_at = ${at} where nomination_id in (
      select nomination_id from forewarn.nomination_outcomes where answer is null and reminded_at is null and invited_at < ${before}
      order by invited_at limit ${max} for update skip locked)
    returning nomination_id as id`.execute(trx);
  return found.rows.map(({ id }) => id);
}

/** Members that have the name or the KvK number of one of these, with the places where they are. */
export async function findPossibleMembers(
  trx: Transaction,
  nominations: readonly Pick<Nomination, 'name' | 'kvk'>[],
): Promise<readonly { readonly id: string; readonly name: string; readonly kvk?: string; readonly cities: readonly string[] }[]> {
  const names = nominations.map(({ name }) => name.toLowerCase());
  const numbers = nominations.flatMap(({ kvk }) => kvk ?? []);
  const found = await sql<{ id: string; name: string; kvk: string | null; cities: readonly string[] }>`select i.id, i.name, i.kvk,
      array(select l.city from forewarn.locations l where l.institution_id = i.id and l.city is not null) as cities
    from forewarn.institutions i where (lower(i.name) = any(${names}::text[]) or i.kvk = any(${numbers}::text[])) and i.left_at is null
    order by i.id`.execute(trx);
  return found.rows.map(({ kvk, ...known }) => ({ ...known, kvk: kvk ?? undefined }));
}

function nominationOf(row: Row): StoredNomination {
  return {
    id: row.id,
    branchId: row.branch_id,
    name: row.name,
    sector: row.sector ?? undefined,
    staff: row.staff ?? undefined,
    city: row.city ?? undefined,
    kvk: row.kvk ?? undefined,
    contactName: row.contact_name,
    email: row.email,
    phone: row.phone ?? undefined,
    proposedAt: row.proposed_at,
  };
}

function followedOf(row: FollowedRow): FollowedNomination {
  return {
    ...nominationOf(row),
    branch: row.branch,
    institutionId: row.institution_id ?? undefined,
    outcome: {
      memberId: row.member_id ?? undefined,
      decision: row.decision ?? undefined,
      invitedAt: row.invited_at ?? undefined,
      remindedAt: row.reminded_at ?? undefined,
      answer: row.answer ?? undefined,
    },
  };
}
