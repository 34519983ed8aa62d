import { sql } from 'kysely';
import type { Advisory, Remediation } from '@forewarn/core/advisories/advisory.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Exposure, Item } from '@forewarn/core/inventories/item.ts';
import type { Certainty, Evidence, Match, Reason, Silence } from '@forewarn/core/matching/match.ts';
import { holdTurn } from '../database/hold-turn.ts';
import type { Transaction } from '../database/open-database.ts';
import { isAmong } from './member-store.ts';

/** One at a time for an advisory, until the end of the transaction; the advisory's own row stays free for its source. */
export async function holdMatching(trx: Transaction, advisoryId: string): Promise<void> {
  await holdTurn(trx, `match:${advisoryId}`);
}

export type LatestRevision = {
  readonly id: string;
  readonly productKeys: readonly string[];
  readonly withdrawn: boolean;
  /** True where the matches stand for an earlier revision, or there are none yet. */
  readonly isNew: boolean;
  /** Matches that stand, of any revision. */
  readonly hasMatches: boolean;
  /** Matches that stand or ended. */
  readonly wasMatched: boolean;
  readonly isInMatter: boolean;
};

/** The revision in force, without its content; undefined where the advisory has none. */
export async function findLatestRevision(trx: Transaction, advisoryId: string): Promise<LatestRevision | undefined> {
  const found = await sql<{
    id: string;
    product_keys: string[];
    withdrawn: boolean;
    is_new: boolean;
    has_matches: boolean;
    was_matched: boolean;
    is_in_matter: boolean;
  }>`select r.id, r.product_keys, a.withdrawn_at is not null as withdrawn, a.matched_revision_id is distinct from r.id as is_new,
      exists (select 1 from forewarn.matches m where m.advisory_id = a.id and m.ended_at is null) as has_matches,
      exists (select 1 from forewarn.matches m where m.advisory_id = a.id) as was_matched,
      exists (select 1 from forewarn.matter_advisories m where m.advisory_id = a.id) as is_in_matter
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = ${advisoryId}`.execute(trx);
  const row = found.rows[0];
  return row === undefined
    ? undefined
    : {
        id: row.id,
        productKeys: row.product_keys,
        withdrawn: row.withdrawn,
        isNew: row.is_new,
        hasMatches: row.has_matches,
        wasMatched: row.was_matched,
        isInMatter: row.is_in_matter,
      };
}

/** Whether it is a publisher's advisory, and no database's record, that was released since then or says no date. */
export async function isNewsOfPublisher(trx: Transaction, revisionId: string, since: Instant): Promise<boolean> {
  const found = await sql<{
    is: boolean;
  }>`select case when coalesce(current_release_at >= ${since}::timestamptz, true) then normalised ->> 'format' = 'csaf' else false end as is
    from forewarn.advisory_revisions where id = ${revisionId}`.execute(trx);
  return found.rows[0]?.is === true;
}

export async function loadAdvisories(trx: Transaction, revisionIds: readonly string[]): Promise<ReadonlyMap<string, Advisory>> {
  if (revisionIds.length === 0) return new Map();
  const found = await sql<{ id: string; normalised: Advisory }>`select id, normalised from forewarn.advisory_revisions
    where id = any(${revisionIds}::uuid[])`.execute(trx);
  return new Map(found.rows.map((row) => [row.id, row.normalised]));
}

/** By what a reading of a revision is told from a later one, and how many bytes it takes, packed. */
export type Reading = { readonly reading: string; readonly bytes: number };

/** Absent where the revision is gone. */
export async function readingsOf(trx: Transaction, revisionIds: readonly string[]): Promise<ReadonlyMap<string, Reading>> {
  const found = await sql<
    Reading & { id: string }
  >`select id, reader || ' ' || read_at::text as reading, pg_column_size(normalised) as bytes
    from forewarn.advisory_revisions where id = any(${revisionIds}::uuid[])`.execute(trx);
  return new Map(found.rows.map(({ id, reading, bytes }) => [id, { reading, bytes }]));
}

export async function markMatched(trx: Transaction, advisoryId: string, revisionId: string): Promise<void> {
  await sql`update forewarn.advisories set matched_revision_id = ${revisionId} where id = ${advisoryId} and matched_revision_id is distinct from ${revisionId}`.execute(
    trx,
  );
}

/** A match as stored: lines that got the same answer share it. */
export type MatchWrite = { readonly itemId: number; readonly institutionId: string; readonly match: Match };
/** The answers of one revision. */
export type RevisionWrites = { readonly advisoryId: string; readonly revisionId: string; readonly writes: readonly MatchWrite[] };

/**
 * Stores the answers for lines; gives back how many differ from what was there, by advisory, of those where any does. Distinct answers travel
 * once: a thousand institutions with one firewall get one and the same.
 */
export async function storeMatches(
  trx: Transaction,
  revisions: readonly RevisionWrites[],
  matchedAt: Instant,
): Promise<ReadonlyMap<string, number>> {
  const { answers, items, institutions, numbers } = distinctAnswers(revisions);
  if (answers.length === 0) return new Map();
  const stored = await sql<{ advisory_id: string; changed: number }>`with answer as (
      select * from json_to_recordset(${JSON.stringify(answers)}::json)
        as x(n int, advisory_id uuid, revision_id uuid, kind text, certainty text, because text, reason text, evidence jsonb, remediations jsonb)),
    line as (select * from unnest(${items}::bigint[], ${institutions}::uuid[], ${numbers}::int[]) as l(item_id, institution_id, n)),
    asked as (select * from line join answer using (n)),
    before as (select m.* from forewarn.matches m join asked a on a.advisory_id = m.advisory_id and a.item_id = m.item_id),
    written as (
      insert into forewarn.matches as m (advisory_id, item_id, institution_id, revision_id, kind, certainty, because, reason, evidence, remediations, matched_at)
      select a.advisory_id, a.item_id, a.institution_id, a.revision_id, a.kind, a.certainty, a.because, a.reason, a.evidence, a.remediations, ${matchedAt}::timestamptz
      from asked a order by a.advisory_id, a.item_id
      on conflict on constraint matches_pkey do update set revision_id = excluded.revision_id, kind = excluded.kind, certainty = excluded.certainty, because = excluded.because,
        reason = excluded.reason, evidence = excluded.evidence, remediations = excluded.remediations, matched_at = excluded.matched_at, ended_at = null
      where (m.revision_id, m.kind, m.certainty, m.because, m.reason, m.evidence, m.remediations, m.ended_at)
        is distinct from (excluded.revision_id, excluded.kind, excluded.certainty, excluded.because, excluded.reason, excluded.evidence, excluded.remediations, null::timestamptz))
    select a.advisory_id, count(*)::int as changed from asked a left join before b on b.advisory_id = a.advisory_id and b.item_id = a.item_id
    where b.item_id is null or b.ended_at is not null
      or (b.kind, b.certainty, b.because, b.reason, b.evidence, b.remediations) is distinct from (a.kind, a.certainty, a.because, a.reason, a.evidence, a.remediations)
    group by a.advisory_id`.execute(trx);
  return new Map(stored.rows.map((row) => [row.advisory_id, row.changed]));
}

/**
 * The same where nothing stands to compare with: an advisory that never had a match, or lines of which none has one. What somebody else stored
 * in between is the same answer, and stays; one that ended stands again. Gives back how many there are, by advisory.
 */
export async function storeFirstMatches(
  trx: Transaction,
  revisions: readonly RevisionWrites[],
  matchedAt: Instant,
): Promise<ReadonlyMap<string, number>> {
  const { answers, items, institutions, numbers } = distinctAnswers(revisions);
  if (answers.length === 0) return new Map();
  await sql`insert into forewarn.matches as m (advisory_id, item_id, institution_id, revision_id, kind, certainty, because, reason, evidence, remediations, matched_at)
    select x.advisory_id, l.item_id, l.institution_id, x.revision_id, x.kind, x.certainty, x.because, x.reason, x.evidence, x.remediations, ${matchedAt}::timestamptz
    from unnest(${items}::bigint[], ${institutions}::uuid[], ${numbers}::int[]) as l(item_id, institution_id, n)
    join json_to_recordset(${JSON.stringify(answers)}::json)
      as x(n int, advisory_id uuid, revision_id uuid, kind text, certainty text, because text, reason text, evidence jsonb, remediations jsonb) using (n)
    on conflict on constraint matches_pkey do update set revision_id = excluded.revision_id, kind = excluded.kind, certainty = excluded.certainty, because = excluded.because,
      reason = excluded.reason, evidence = excluded.evidence, remediations = excluded.remediations, matched_at = excluded.matched_at, ended_at = null
      where m.ended_at is not null`.execute(trx);
  return new Map(revisions.flatMap(({ advisoryId, writes }) => (writes.length === 0 ? [] : [[advisoryId, writes.length]])));
}

type DistinctAnswers = {
  readonly answers: readonly object[];
  /** In one order: the line, whose it is, and the number of its answer. */
  readonly items: readonly number[];
  readonly institutions: readonly string[];
  readonly numbers: readonly number[];
};

/** Each answer once, with the lines that it is for. */
function distinctAnswers(revisions: readonly RevisionWrites[]): DistinctAnswers {
  const answers: object[] = [];
  const [items, institutions, numbers]: [number[], string[], number[]] = [[], [], []];
  for (const { advisoryId, revisionId, writes } of revisions) {
    const places = new Map<Match, number>();
    for (const { itemId, institutionId, match } of writes) {
      let n = places.get(match);
      if (n === undefined) {
        n = answers.length;
        places.set(match, n);
        answers.push({ n, advisory_id: advisoryId, revision_id: revisionId, ...columnsOf(match) });
      }
      items.push(itemId);
      institutions.push(institutionId);
      numbers.push(n);
    }
  }
  return { answers, items, institutions, numbers };
}

/** Whether a match stands for any of these lines. */
export async function haveMatches(trx: Transaction, itemIds: readonly number[]): Promise<boolean> {
  const found = await sql<{
    yes: boolean;
  }>`select exists (select from forewarn.matches where item_id = any(${itemIds}::bigint[]) and ended_at is null) as yes`.execute(trx);
  return found.rows[0]?.yes === true;
}

/** Current lines that this advisory has a match with that stands. */
export async function findMatchedLines(trx: Transaction, advisoryId: string): Promise<readonly number[]> {
  const found = await sql<{
    item_id: string | number;
  }>`select item_id from forewarn.matches where advisory_id = ${advisoryId} and ended_at is null`.execute(trx);
  return found.rows.map((row) => Number(row.item_id));
}

function columnsOf(match: Match) {
  return {
    kind: match.kind,
    certainty: match.kind === 'concerned' ? match.certainty : null,
    because: match.kind === 'not-concerned' ? match.because : null,
    reason: match.reason,
    evidence: match.evidence,
    remediations: match.kind === 'concerned' ? match.remediations : [],
  };
}

/** Ends the advisory's matches with every line but these; gives back how many there were. */
export async function endOtherMatches(trx: Transaction, advisoryId: string, itemIds: readonly number[], now: Instant): Promise<number> {
  const ended = await sql`update forewarn.matches set ended_at = ${now}
    where advisory_id = ${advisoryId} and ended_at is null and item_id <> all(${itemIds}::bigint[])`.execute(trx);
  return Number(ended.numAffectedRows ?? 0n);
}

/** Ends the matches of an institution's lines that are no longer there; gives back the advisories that it had. */
export async function endMatchesOfGone(trx: Transaction, institutionId: string, now: Instant): Promise<readonly string[]> {
  const ended = await sql<{ advisory_id: string }>`with ended as (
      update forewarn.matches m set ended_at = ${now} from forewarn.inventory_items t
      where m.institution_id = ${institutionId} and m.ended_at is null and t.id = m.item_id and t.last_snapshot is not null returning m.advisory_id)
    select distinct advisory_id from ended order by advisory_id`.execute(trx);
  return ended.rows.map((row) => row.advisory_id);
}

/** Ends the matches of these lines but for those that stand; gives back the advisories that had one. */
export async function endMatchesOfLines(
  trx: Transaction,
  itemIds: readonly number[],
  standing: readonly { readonly advisoryId: string; readonly itemId: number }[],
  now: Instant,
): Promise<readonly string[]> {
  if (itemIds.length === 0) return [];
  const ended = await sql<{ advisory_id: string }>`with ended as (
      update forewarn.matches m set ended_at = ${now} where m.item_id = any(${itemIds}::bigint[]) and m.ended_at is null
        and not exists (select from unnest(${standing.map(({ advisoryId }) => advisoryId)}::uuid[], ${standing.map(({ itemId }) => itemId)}::bigint[]) as s(advisory_id, item_id)
          where s.advisory_id = m.advisory_id and s.item_id = m.item_id) returning m.advisory_id)
    select distinct advisory_id from ended order by advisory_id`.execute(trx);
  return ended.rows.map((row) => row.advisory_id);
}

/** Current lines of an institution that an advisory names by something in them. */
export async function findLinesMatchedByComponent(trx: Transaction, institutionId: string): Promise<readonly number[]> {
  const found = await sql<{ item_id: string | number }>`select distinct m.item_id from forewarn.matches m
    where m.institution_id = ${institutionId} and m.ended_at is null and m.reason = 'component' order by m.item_id`.execute(trx);
  return found.rows.map((row) => Number(row.item_id));
}

/** Advisories of open matters that have a scope of their own: whom those concern may change with an inventory or a relation. */
export async function findScopedAdvisories(trx: Transaction): Promise<readonly string[]> {
  const found = await sql<{ advisory_id: string }>`select distinct ma.advisory_id from forewarn.matter_advisories ma
    join forewarn.matters m on m.id = ma.matter_id
    where m.closed_at is null and jsonb_array_length(m.scope -> 'products') + jsonb_array_length(m.scope -> 'suppliers') > 0
    order by ma.advisory_id`.execute(trx);
  return found.rows.map((row) => row.advisory_id);
}

/** What matches say, joined to the line and its institution; for warnings and for lists. */
export type StoredMatch = {
  readonly advisoryId: string;
  readonly institutionId: string;
  readonly institution: string;
  readonly inventory: string;
  readonly item: Item;
  readonly kind: 'concerned' | 'not-concerned';
  readonly certainty?: Certainty;
  readonly because?: Silence;
  readonly reason: Reason;
  readonly evidence: readonly Evidence[];
  readonly remediations: readonly Remediation[];
  readonly matchedAt: Instant;
  /** When somebody last looked at the line. */
  readonly checkedAt: Instant;
};

type Row = {
  advisory_id: string;
  item_id: number;
  institution_id: string;
  institution: string;
  inventory: string;
  key: string;
  supplier: string | null;
  product: string;
  version: string | null;
  exposure: Exposure;
  importance: 1 | 2 | 3 | 4 | null;
  quantity: number | null;
  owner: string | null;
  kind: 'concerned' | 'not-concerned';
  certainty: Certainty | null;
  because: Silence | null;
  reason: Reason;
  evidence: readonly Evidence[];
  remediations: readonly Remediation[];
  matched_at: Instant;
  checked_at: Instant;
};

const SELECT = sql`select m.advisory_id, m.item_id, m.institution_id, i.name as institution, v.name as inventory, t.key, t.supplier, t.product, t.version, t.exposure,
    t.importance, t.quantity, t.owner, m.kind, m.certainty, m.because, m.reason, m.evidence, m.remediations, m.matched_at, t.checked_at
  from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id join forewarn.inventories v on v.id = t.inventory_id
  join forewarn.institutions i on i.id = m.institution_id
  join forewarn.advisories a on a.id = m.advisory_id -- its policy: what may not be read is not told of either
  `;

function matchOf(row: Row): StoredMatch {
  return {
    advisoryId: row.advisory_id,
    institutionId: row.institution_id,
    institution: row.institution,
    inventory: row.inventory,
    item: {
      key: row.key,
      supplier: row.supplier ?? undefined,
      product: row.product,
      version: row.version ?? undefined,
      exposure: row.exposure,
      importance: row.importance ?? undefined,
      quantity: row.quantity ?? undefined,
      owner: row.owner ?? undefined,
    },
    kind: row.kind,
    certainty: row.certainty ?? undefined,
    because: row.because ?? undefined,
    reason: row.reason,
    evidence: row.evidence,
    remediations: row.remediations,
    matchedAt: row.matched_at,
    checkedAt: row.checked_at,
  };
}

/** Members that these advisories concern, all or those among these, with the lines by which they do. */
export async function findConcernedLines(
  trx: Transaction,
  advisoryIds: readonly string[],
  among?: readonly string[],
): Promise<readonly StoredMatch[]> {
  if (advisoryIds.length === 0) return [];
  const found = await sql<Row>`${SELECT} where m.advisory_id = any(${advisoryIds}::uuid[]) and m.kind = 'concerned' and m.ended_at is null
    and t.last_snapshot is null and i.left_at is null ${isAmong(sql`m.institution_id`, among)} order by m.institution_id, v.name, t.key, m.advisory_id`.execute(
    trx,
  );
  return found.rows.map(matchOf);
}

export type MatchPage = {
  readonly kind?: 'concerned' | 'not-concerned';
  /** Place after which to go on: what the last one of the page before gave. */
  readonly after?: { readonly name: string; readonly id: string };
  readonly limit: number;
};

/** Institutions first by name: a page of an advisory's matches that are in force, as far as the principal may see them. */
export async function listMatchesOfAdvisory(
  trx: Transaction,
  advisoryId: string,
  page: MatchPage,
): Promise<readonly (StoredMatch & { readonly id: string })[]> {
  const found = await sql<Row>`${SELECT} where m.advisory_id = ${advisoryId} and m.ended_at is null
      and (${page.kind ?? null}::text is null or m.kind = ${page.kind ?? null})
      and (${page.after?.name ?? null}::text is null or (i.name, m.item_id) > (${page.after?.name ?? ''}, ${page.after?.id ?? '0'}::bigint))
    order by i.name, m.item_id limit ${page.limit}`.execute(trx);
  return found.rows.map((row) => ({ ...matchOf(row), id: String(row.item_id) }));
}

/** A page of an institution's matches that are in force, newest advisory first. */
export async function listMatchesOfInstitution(
  trx: Transaction,
  institutionId: string,
  page: Omit<MatchPage, 'after'> & { readonly after?: { readonly advisoryId: string; readonly id: string } },
): Promise<readonly (StoredMatch & { readonly id: string })[]> {
  const found = await sql<Row>`${SELECT} where m.institution_id = ${institutionId} and m.ended_at is null
      and (${page.kind ?? null}::text is null or m.kind = ${page.kind ?? null})
      and (${page.after?.advisoryId ?? null}::uuid is null or (m.advisory_id, m.item_id) < (${page.after?.advisoryId ?? null}::uuid, ${page.after?.id ?? '0'}::bigint))
    order by m.advisory_id desc, m.item_id desc limit ${page.limit}`.execute(trx);
  return found.rows.map((row) => ({ ...matchOf(row), id: String(row.item_id) }));
}
