import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/sharing.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { withoutSmallNumbers } from '@forewarn/core/sharing/without-small-numbers.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { concernedList } from './concerned-list.ts';
import { findWarning } from './warning-store.ts';

/** The numbers that may go to the sector: whoever of the CERT passes them on does not have to think of what they give away. */
export function registerToldCountsRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showToldCounts, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const warning = await findWarning(trx, params.id);
      if (warning === undefined) return refuse('no-such', 'There is no such warning.');
      const told = (await concernedList(trx, warning)).lines.filter(({ decision }) => decision.told);
      return {
        reference: warning.reference,
        bySector: shared(told.map(({ institution }) => institution.sector)),
        byStanding: shared(told.map(({ standing }) => standing)),
      };
    }),
  );
}

function shared(names: readonly string[]) {
  const counted = [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => ({ name, count: length }));
  const { counts, total } = withoutSmallNumbers(counted.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  return { counts: counts.map((one) => ({ ...one })), total };
}
