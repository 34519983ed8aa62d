import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { may } from '@forewarn/core/institutions/permissions.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { searchCatalogue } from '../products/search-catalogue.ts';
import {
  findAdvisoriesByText,
  findInstitutionsByText,
  findKnownCves,
  findMattersByText,
  findOwnAdvisoriesByText,
  findWarningsByText,
  type Hit,
} from './search-store.ts';

const SHOWN = 10;
/** Labels take some away again, so more are asked for. */
const ASKED = 3 * SHOWN + 1;

export type SearchGroup = { readonly kind: string; readonly found: readonly Hit[]; readonly more: boolean };

/** One text over everything. What the asker may not see is not there: by permission, by row policy, and by label. The search is recorded. */
export async function searchEverything(machine: Machine, principal: Principal, q: string): Promise<readonly SearchGroup[]> {
  const text = q.trim().toLowerCase();
  if (text.length < 2) return [];
  const products = may(principal, 'read-catalogue') ? await searchCatalogue(machine, principal, { text: q, limit: SHOWN + 1 }) : [];
  return asPrincipal(machine.database, principal, async (trx) => {
    const subject = { kind: 'list', id: 'everything' };
    await recordReading(trx, machine, { principal, action: 'everything-searched', subject, details: { text: q } });
    const groups = [
      group('matter', may(principal, 'read-matters') ? await findMattersByText(trx, text, ASKED) : []),
      group('warning', readable(machine, principal, await findWarningsByText(trx, text, ASKED))),
      group(
        'vulnerability',
        (await cvesOf(trx, principal, text)).map((cve) => ({ id: cve, title: cve })),
      ),
      group('advisory', readable(machine, principal, await advisoriesOf(trx, principal, text))),
      group(
        'product',
        products.map(({ id, name, supplier }) => ({ id, title: name, ...(supplier === undefined ? {} : { detail: supplier }) })),
      ),
      group('institution', may(principal, 'read-institutions') ? await findInstitutionsByText(trx, text, ASKED) : []),
    ];
    return groups.filter(({ found }) => found.length > 0);
  });
}

function group(kind: string, hits: readonly Hit[]): SearchGroup {
  return { kind, found: hits.slice(0, SHOWN), more: hits.length > SHOWN };
}

function readable(machine: Machine, principal: Principal, hits: readonly Hit[]): readonly Hit[] {
  return hits.filter(({ label }) => label === undefined || mayRead(principal, label, machine.clock.now()));
}

/** "CVE-2026-00001", also without its dashes in place: "cve 2026 00001". */
function cvesIn(text: string): readonly string[] {
  const [, year, number] = /^cve[-\s]?(\d{4})[-\s]?(\d{4,10})$/.exec(text) ?? [];
  return year === undefined || number === undefined ? [] : [`CVE-${year}-${number}`];
}

async function cvesOf(trx: Transaction, principal: Principal, text: string): Promise<readonly string[]> {
  const cves = cvesIn(text);
  return cves.length === 0 || principal.kind !== 'cert' ? [] : findKnownCves(trx, cves);
}

async function advisoriesOf(trx: Transaction, principal: Principal, text: string): Promise<readonly Hit[]> {
  if (!may(principal, 'read-advisories')) return [];
  if (principal.kind === 'institution')
    return findOwnAdvisoriesByText(trx, cvesIn(text)[0]?.toLowerCase() ?? text, principal.institutionId, ASKED);
  return findAdvisoriesByText(trx, text, cvesIn(text), ASKED);
}
