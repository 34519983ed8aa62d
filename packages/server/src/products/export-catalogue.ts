import { writeCatalogueFile } from '@forewarn/core/products/catalogue/catalogue-file.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadCatalogueFile } from './load-aliases.ts';
import { seedCatalogue } from './seed-catalogue.ts';

/** `text` is the file; the counts are of what is in it. */
export type CatalogueExport = {
  readonly text: string;
  readonly suppliers: number;
  readonly products: number;
  readonly contains: number;
  readonly decided: number;
};

/**
 * All that this server knows of names and that decides who is concerned: what ships, what people added and merged, and what they decided about
 * names. With it a member who matches at home gets the answers that the server would give.
 */
export async function exportCatalogue(machine: Machine): Promise<CatalogueExport> {
  await seedCatalogue(machine);
  return asSystem(machine.database, 'export-catalogue', async (trx) => {
    const file = await loadCatalogueFile(trx);
    const counts = {
      suppliers: file.catalogue.suppliers.length,
      products: file.catalogue.products.length,
      contains: file.catalogue.contains.length,
      decided: file.decided.length,
    };
    await record(trx, {
      principal: { kind: 'system', name: 'export-catalogue' },
      at: machine.clock.now(),
      action: 'catalogue-exported',
      subject: { kind: 'catalogue', id: 'export' },
      details: counts,
    });
    return { text: `${JSON.stringify(writeCatalogueFile(file))}\n`, ...counts };
  });
}
