import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { aliasesOf } from '@forewarn/core/advisories/aliases-of.ts';
import { cvesOf } from '@forewarn/core/advisories/severity.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { joinsMatter } from '@forewarn/core/matters/joins-matter.ts';
import { findCvesOfAliases } from '../advisories/vulnerability-store.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { joinAdvisories } from './matter-store.ts';
import { findMattersOnCves, holdCves } from './matter-cve-store.ts';

/**
 * Joins an advisory that has no matter to the oldest open one that it is another source's word on; false where there is none. Of two advisories on one
 * CVE that come at the same moment the second waits here, and finds the matter that the first one opens in its transaction.
 */
export async function joinByCve(
  trx: Transaction,
  principal: Principal,
  { id, advisory }: { readonly id: string; readonly advisory: Advisory },
  now: Instant,
): Promise<boolean> {
  const unnamed = aliasesOf(advisory).filter(({ cve }) => cve === undefined);
  const known = await findCvesOfAliases(
    trx,
    unnamed.map(({ alias }) => alias),
  );
  const cves = [...new Set([...cvesOf(advisory), ...known])];
  if (cves.length === 0) return false;
  await holdCves(trx, cves);
  const about = { format: advisory.format, cves };
  const matter = (await findMattersOnCves(trx, id, cves)).find(({ advisories }) => joinsMatter(about, advisories));
  if (matter === undefined) return false;
  await joinAdvisories(trx, matter.id, [id]);
  const subject = { kind: 'matter', id: matter.id };
  await record(trx, { principal, at: now, action: 'advisory-joined', subject, details: { advisory: id, because: 'same-cve' } });
  return true;
}
