import { sql } from 'kysely';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Saying } from '@forewarn/core/advisories/gather-priority.ts';
import type { Reach } from '@forewarn/core/advisories/priority-facts.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** Advisories on the same CVEs that are looked at; a CVE in a component that many have is in hundreds. */
const SAYINGS_MAX = 100;
const RECORDS_MAX = 200;
const RECORD_BYTES_MAX = 4 * 1024 * 1024;

export type AdvisoryInForce = { readonly advisory: Advisory; readonly withdrawnAt?: Instant };

export async function findInForce(trx: Transaction, id: string): Promise<AdvisoryInForce | undefined> {
  const found = await sql<{ normalised: Advisory; withdrawn_at: Instant | null }>`select r.normalised, a.withdrawn_at
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = ${id}`.execute(trx);
  const [row] = found.rows;
  return row === undefined
    ? undefined
    : { advisory: row.normalised, ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }) };
}

/** What other advisories in force say of these CVEs: those vulnerabilities, and the notes in which NCSC-NL rates. The newest first. */
export async function findSayings(trx: Transaction, advisoryId: string, cves: readonly string[]): Promise<readonly Saying[]> {
  if (cves.length === 0) return [];
  const found = await sql<{ by: string; vulnerabilities: Advisory['vulnerabilities'] | null; notes: Advisory['notes'] | null }>`
    select a.publisher_name as by,
      (select jsonb_agg(v) from jsonb_array_elements(r.normalised -> 'vulnerabilities') as v where v ->> 'cve' = any(${cves}::text[])) as vulnerabilities,
      (select jsonb_agg(n) from jsonb_array_elements(r.normalised -> 'notes') as n where n ->> 'title' ~* '^\\s*(kans|schade|probability|damage)\\s*$') as notes
    from forewarn.advisories_with_cves(${cves}::text[]) as x(id)
      join forewarn.advisories a on a.id = x.id join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where a.id <> ${advisoryId} order by r.read_at desc, a.id limit ${SAYINGS_MAX}`.execute(trx);
  return found.rows.map(({ by, vulnerabilities, notes }) => ({ by, vulnerabilities: vulnerabilities ?? [], notes: notes ?? [] }));
}

/** The kept bytes of documents that are about one CVE each and have its id; CVE records are among them. */
export async function findRecordsOf(trx: Transaction, cves: readonly string[]): Promise<readonly Uint8Array[]> {
  if (cves.length === 0) return [];
  const found = await sql<{ bytes: Uint8Array }>`select d.bytes
    from forewarn.advisories_with_cves(${cves}::text[]) as x(id)
      join forewarn.advisories a on a.id = x.id join forewarn.advisory_revisions r on r.id = a.latest_revision_id
      join forewarn.documents d on d.sha256 = r.document_sha256
    where a.tracking_id = any(${cves}::text[]) and d.size_bytes <= ${RECORD_BYTES_MAX} order by a.id limit ${RECORDS_MAX}`.execute(trx);
  return found.rows.map((row) => row.bytes);
}

/** How many members have it, how it can be reached there, and of how many nothing is known. */
export async function findReach(trx: Transaction, advisoryId: string): Promise<Reach> {
  const found = await sql<{ concerned: number; internet: number; unknown: number; without: number }>`
    with reached as (
      select m.institution_id, bool_or(t.exposure = 'internet') as internet, bool_or(t.exposure = 'unknown') as unknown
      from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id
      join forewarn.institutions i on i.id = m.institution_id and i.left_at is null
      where m.advisory_id = ${advisoryId} and m.ended_at is null and m.kind = 'concerned' and m.certainty <> 'for-information' and t.last_snapshot is null
      group by m.institution_id)
    select count(*)::int as concerned, count(*) filter (where internet)::int as internet, count(*) filter (where unknown and not internet)::int as unknown,
      (select count(*)::int from forewarn.institutions i where i.left_at is null
        and not exists (select 1 from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null)) as without
    from reached`.execute(trx);
  const [row] = found.rows;
  return {
    concerned: row?.concerned ?? 0,
    internet: row?.internet ?? 0,
    unknownExposure: row?.unknown ?? 0,
    withoutInventory: row?.without ?? 0,
  };
}
