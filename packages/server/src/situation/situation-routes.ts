import type { FastifyInstance } from 'fastify';
import * as searchRoutes from '@forewarn/api/search.ts';
import * as routes from '@forewarn/api/situation.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { hideSmall } from '@forewarn/core/situation/hide-small.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { asSystemFor } from '../database/as-system-for.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findDependents, findSupplierName, listSuppliers, type Dependent } from './dependent-store.ts';
import { measureInstitutions, measureWarning, type InstitutionMinutes, type Minutes } from './minutes-store.ts';
import { searchEverything } from './search-everything.ts';
import { countAnswers, countExposed, countOpenWarnings, type SectorAnswers } from './situation-store.ts';

const DAY_SECONDS = 86_400;

/** The sector as a whole, who relies on whom, and one search over everything. */
export function registerSituationRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, searchRoutes.search, async ({ principal, query }) => ({
    groups: (await searchEverything(machine, principal, query.q)).map((group) => ({ ...group, found: [...group.found] })),
  }));

  register(app, routes.showSituation, ({ principal, query }) => situation(machine, principal, query.days ?? 90));

  register(app, routes.listSuppliers, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => ({ suppliers: [...(await listSuppliers(trx))] })),
  );

  register(app, routes.listDependents, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const key = params.key.trim().toLowerCase();
      const supplier = await findSupplierName(trx, key);
      if (supplier === undefined) return refuse('no-such', 'No member relies on such a supplier.');
      await recordReading(trx, machine, { principal, action: 'dependents-read', subject: { kind: 'supplier', id: supplier } });
      const direct = await findDependents(trx, [key]);
      const names = new Map(direct.map(({ institution }) => [institution.toLowerCase(), institution]));
      names.delete(key);
      const known = new Set(direct.map(({ institutionId }) => institutionId));
      const indirect = (await findDependents(trx, [...names.keys()])).filter(({ institutionId }) => !known.has(institutionId));
      return {
        supplier,
        direct: direct.map((one) => dependentShape(one)),
        indirect: indirect.map((one) => dependentShape(one, names.get(one.supplier))),
        edges: [
          ...direct.map(({ institution }) => ({ from: institution, to: supplier })),
          ...indirect.map((one) => ({ from: one.institution, to: names.get(one.supplier) ?? one.supplier })),
        ],
      };
    }),
  );
}

function dependentShape({ institutionId, institution, sector, how }: Dependent, through?: string) {
  return { institutionId, institution, sector, how: [...how], ...(through === undefined ? {} : { through }) };
}

/** A branch organisation sees no row of its members; Forewarn counts for it, and leaves out what is too small to be nobody. */
async function situation(machine: Machine, principal: Principal, days: number) {
  const isBranch = principal.kind === 'branch';
  const branchId = isBranch ? principal.branchId : undefined;
  const from = secondsLater(machine.clock.now(), -(days - 1) * DAY_SECONDS).slice(0, 10);
  const counted = await asSystemFor(machine.database, principal, 'situation', async (trx) => ({
    open: await countOpenWarnings(trx),
    exposed: await countExposed(trx, branchId, from, days),
    answers: await countAnswers(trx, branchId),
    // What an institution took is its own: too few of a branch's members are in such a figure to be nobody.
    minutes: isBranch ? undefined : { warn: await measureWarning(trx, from), institutions: await measureInstitutions(trx, from) },
  }));
  const open = new Map(counted.open.map(({ urgency, warnings }) => [urgency, warnings]));
  return {
    // How many warnings are open is about the CERT and not about a branch's members.
    openWarnings: isBranch ? [] : URGENCIES.map((urgency) => ({ urgency, warnings: open.get(urgency) ?? 0 })),
    exposure: counted.exposed.map(({ day, exposed, answered }) =>
      isBranch ? { day, ...hideSmall(1_000, { exposed, answered }).parts } : { day, exposed, answered },
    ),
    answers: counted.answers.map((row) => (isBranch ? answersHidden(row) : row)),
    minutes: counted.minutes === undefined ? undefined : minutesShape(counted.minutes),
  };
}

function minutesShape({ warn, institutions }: { readonly warn: readonly Minutes[]; readonly institutions: readonly InstitutionMinutes[] }) {
  const of = (what: InstitutionMinutes['what']) => inOrder(institutions.filter((one) => one.what === what));
  return { warn: inOrder(warn), read: of('read'), answer: of('answer') };
}

/** Most urgent first. */
function inOrder(rows: readonly Minutes[]) {
  return rows
    .toSorted((one, other) => URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency))
    .map(({ urgency, asked, done, median, p90 }) => ({ urgency, asked, done, median: median ?? undefined, p90: p90 ?? undefined }));
}

function answersHidden({ sector, asked, ...parts }: SectorAnswers) {
  const { whole, parts: shown } = hideSmall(asked, parts);
  return { sector, asked: whole, ...shown };
}
