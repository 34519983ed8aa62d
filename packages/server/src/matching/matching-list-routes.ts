import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/matching-lists.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { findLatestRevision } from './match-store.ts';
import { listDocumentsOfProduct, listMatchedProducts, listProductsOfAdvisory } from './matched-product-store.ts';
import { countMatchingByWeek, countMatchingNow, listMostMatched } from './matching-statistics-store.ts';
import { startRuns } from './start-runs.ts';

/** Lists over all institutions name none of them, so they are told of as one reading. */
export function registerMatchingListRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listMatchedProducts, ({ principal, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const limit = query.limit ?? 100;
      const after = query.afterProduct === undefined ? undefined : { product: query.afterProduct, supplier: query.afterSupplier ?? '' };
      const subject = { kind: 'matched-products', id: 'all' };
      await recordReading(
        trx,
        machine,
        query.text === undefined
          ? { principal, action: 'matches-read', subject }
          : { principal, action: 'matches-searched', subject, details: { text: query.text } },
      );
      const found = await listMatchedProducts(trx, { text: query.text, after, limit: limit + 1 });
      return { products: found.slice(0, limit), hasMore: found.length > limit };
    }),
  );

  register(app, routes.listDocumentsOfProduct, ({ principal, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'matches-read', subject: { kind: 'matched-products', id: query.product } });
      return { advisories: [...(await listDocumentsOfProduct(trx, query.product, query.supplier))] };
    }),
  );

  register(app, routes.listProductsOfAdvisory, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findLatestRevision(trx, params.id)) === undefined) return refuse('no-such', 'There is no such advisory.');
      await recordReading(trx, machine, { principal, action: 'matches-read', subject: { kind: 'advisory-matches', id: params.id } });
      const products = await listProductsOfAdvisory(trx, params.id);
      return { products: products.map((product) => ({ ...product, advisoryProductIds: [...product.advisoryProductIds] })) };
    }),
  );

  register(app, routes.startRuns, ({ principal, body }) => startRuns(machine, principal, body));

  register(app, routes.matchingStatistics, ({ principal, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'matches-read', subject: { kind: 'matching-statistics', id: 'all' } });
      const now = await countMatchingNow(trx);
      const weeks = await countMatchingByWeek(trx, query.weeks ?? 12, machine.clock.now());
      return {
        now: { ...now, byCertainty: { ...now.byCertainty }, notConcerned: { ...now.notConcerned } },
        weeks: [...weeks],
        vulnerabilities: [...(await listMostMatched(trx))],
      };
    }),
  );
}
