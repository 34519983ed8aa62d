import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Urgency } from '@forewarn/core/deliveries/urgency.ts';
import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import type { Matter } from '@forewarn/core/matters/matter.ts';
import type { VersionKind } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

/** One version that told an institution something. */
export type ToldVersion = {
  readonly at: Instant;
  readonly kind: VersionKind;
  readonly urgency: Urgency;
  readonly matter: Matter['kind'];
  readonly reasons: readonly ConcernedReason[];
  /** Of the matter's advisories; null for one without a score. */
  readonly severities: readonly (number | null)[];
};

/** What an institution was told since then, the oldest first. */
export async function findToldVersions(
  trx: Transaction,
  institutionId: string,
  since: Instant,
  limit: number,
): Promise<readonly ToldVersion[]> {
  const found = await sql<ToldVersion>`select v.released_at as at, v.kind, c.urgency, m.kind as matter, c.reasons,
      array(select r.severity::float8 from forewarn.matter_advisories a join forewarn.advisories d on d.id = a.advisory_id
        join forewarn.advisory_revisions r on r.id = d.latest_revision_id where a.matter_id = m.id) as severities
    from forewarn.concerned_institutions c
      join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
      join forewarn.warnings w on w.id = c.warning_id join forewarn.matters m on m.id = w.matter_id
    where c.institution_id = ${institutionId} and c.decision <> 'stay-silent' and w.drill_id is null and v.released_at >= ${since}
    order by v.released_at limit ${limit}`.execute(trx);
  return found.rows;
}
