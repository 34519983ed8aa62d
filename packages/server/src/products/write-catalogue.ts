import type { Catalogue } from '@forewarn/core/products/catalogue/catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import {
  insertAliases,
  insertContains,
  insertIdentifiers,
  insertProducts,
  insertSuppliers,
  insertVariants,
} from './catalogue-rows-store.ts';

/**
 * Writes entries with all that belongs to them. What is there under the same id keeps its merge and what others added; `renew` brings its own
 * columns up to date, else it is left as it is. Returns how many products are new.
 */
export async function writeCatalogue(trx: Transaction, catalogue: Catalogue, origin: string, renew: boolean): Promise<number> {
  await insertSuppliers(trx, catalogue, origin, renew);
  const made = await insertProducts(trx, catalogue, origin, renew);
  await insertVariants(trx, catalogue, origin);
  await insertAliases(trx, catalogue, origin);
  await insertIdentifiers(trx, catalogue, origin);
  await insertContains(trx, catalogue, origin);
  return made;
}
