import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';

export type Hit = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly label?: TlpLabel;
  readonly at?: Instant;
};

/** Every search takes one more than is shown, so that "there are more" is known. The row policies decide what there is to find. */
export async function findMattersByText(trx: Transaction, text: string, limit: number): Promise<readonly Hit[]> {
  const found = await sql<Hit>`select m.id, m.title, m.source as detail, m.opened_at as at from forewarn.matters m
    where m.merged_into is null and strpos(lower(m.title), ${text}) > 0 order by m.id desc limit ${limit}`.execute(trx);
  return found.rows;
}

/** Newest first, by reference or by the title of the version in force, or of the draft where none is; a CVE finds what is on it where matters may be read. */
export async function findWarningsByText(trx: Transaction, text: string, limit: number): Promise<readonly Hit[]> {
  const found =
    await sql<Hit>`select w.id, v.texts -> 'nl' ->> 'title' as title, w.reference as detail, v.tlp as label, coalesce(v.released_at, v.drafted_at) as at
    from forewarn.warnings w join lateral (select * from forewarn.warning_versions x where x.warning_id = w.id
      order by (x.version = w.released_version) desc nulls last, x.version desc limit 1) as v on true
    where strpos(lower(w.reference), ${text}) > 0 or strpos(lower(v.texts -> 'nl' ->> 'title'), ${text}) > 0
      or strpos(lower(coalesce(v.texts -> 'en' ->> 'title', '')), ${text}) > 0
      or strpos(lower(coalesce(v.texts -> 'nl' ->> 'technical', '')), ${text}) > 0
    order by w.opened_at desc, w.id limit ${limit}`.execute(trx);
  return found.rows;
}

/** For staff: in force, by the publisher's own number, or by CVE through its index. */
export async function findAdvisoriesByText(
  trx: Transaction,
  text: string,
  cves: readonly string[],
  limit: number,
): Promise<readonly Hit[]> {
  const found = await sql<Hit>`select a.id, r.title, a.publisher_name || ' ' || a.tracking_id as detail, r.tlp as label, r.read_at as at
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where a.id in (select id from forewarn.advisories_with_cves(${cves}::text[]) as x(id)) or lower(a.tracking_id) = ${text}
      or a.id in (select j.advisory_id from forewarn.matter_advisories j join forewarn.advisories b on b.id = j.advisory_id
        join forewarn.advisory_revisions s on s.id = b.latest_revision_id where strpos(lower(s.title), ${text}) > 0)
    order by r.read_at desc, a.id limit ${limit}`.execute(trx);
  return found.rows;
}

/** For a member: those that concern one of its own lines, by title, number or CVE. */
export async function findOwnAdvisoriesByText(
  trx: Transaction,
  text: string,
  institutionId: string,
  limit: number,
): Promise<readonly Hit[]> {
  const found = await sql<Hit>`select a.id, r.title, a.publisher_name || ' ' || a.tracking_id as detail, r.tlp as label, r.read_at as at
    from (select distinct m.advisory_id from forewarn.matches m where m.institution_id = ${institutionId} and m.ended_at is null and m.kind = 'concerned') as m
      join forewarn.advisories a on a.id = m.advisory_id join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where strpos(lower(r.title), ${text}) > 0 or strpos(lower(a.tracking_id), ${text}) > 0 or ${text.toUpperCase()} = any(r.cves)
    order by r.read_at desc, a.id limit ${limit}`.execute(trx);
  return found.rows;
}

/** CVEs that a list, a score or an advisory in force knows. For staff. */
export async function findKnownCves(trx: Transaction, cves: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ cve: string }>`select c.cve from unnest(${cves}::text[]) as c(cve)
    where exists (select from forewarn.advisories_with_cves(array[c.cve])) or exists (select from forewarn.known_exploited k where k.cve = c.cve)
      or exists (select from forewarn.epss_scores e where e.cve = c.cve)`.execute(trx);
  return found.rows.map(({ cve }) => cve);
}

export async function findInstitutionsByText(trx: Transaction, text: string, limit: number): Promise<readonly Hit[]> {
  const found = await sql<Hit>`select id, name as title, sector as detail from forewarn.institutions
    where left_at is null and strpos(lower(name), ${text}) > 0 order by strpos(lower(name), ${text}), name limit ${limit}`.execute(trx);
  return found.rows;
}
