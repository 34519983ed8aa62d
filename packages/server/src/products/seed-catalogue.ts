import { createHash } from 'node:crypto';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { deleteBelongings } from './catalogue-rows-store.ts';
import { lockCatalogueState, readCatalogueState, writeShippedSha256 } from './catalogue-store.ts';
import { writeCatalogue } from './write-catalogue.ts';

/** Of the catalogue that ships with this program. */
export const SHIPPED_SHA256 = createHash('sha256').update(JSON.stringify(SHIPPED_CATALOGUE)).digest('hex');

/**
 * Writes the shipped catalogue into the database where it holds another, and does nothing where it holds this one. What people added,
 * merged or decided stays. Two that start at once write it once.
 */
export async function seedCatalogue(machine: Machine): Promise<'written' | 'already-there'> {
  return asSystem(machine.database, 'seed-catalogue', async (trx) => {
    if ((await readCatalogueState(trx)).shippedSha256 === SHIPPED_SHA256) return 'already-there';
    await lockCatalogueState(trx);
    if ((await readCatalogueState(trx)).shippedSha256 === SHIPPED_SHA256) return 'already-there';
    await deleteBelongings(trx, 'shipped');
    const made = await writeCatalogue(trx, SHIPPED_CATALOGUE, 'shipped', true);
    await writeShippedSha256(trx, SHIPPED_SHA256);
    await record(trx, {
      principal: { kind: 'system', name: 'seed-catalogue' },
      at: machine.clock.now(),
      action: 'catalogue-shipped',
      subject: { kind: 'catalogue', id: SHIPPED_SHA256 },
      details: { products: SHIPPED_CATALOGUE.products.length, added: made },
    });
    return 'written';
  });
}
