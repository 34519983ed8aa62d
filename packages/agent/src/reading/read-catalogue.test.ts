import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCatalogueFile } from '@forewarn/core/products/catalogue/catalogue-file.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import { AgentFault } from '../agent-fault.ts';
import { readCatalogue } from './read-catalogue.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-catalogue-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, bytes: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

const DECIDED = { aliasSupplier: '', aliasProduct: 'blauw', supplier: 'meridiaan', product: 'meridiaan epd', kind: 'other' };
const EXPORTED = writeCatalogueFile({ catalogue: SHIPPED_CATALOGUE, decided: [DECIDED] });

test('what a server exported is read, packed or not, with what people decided', async () => {
  for (const bytes of [JSON.stringify(EXPORTED), gzipSync(JSON.stringify(EXPORTED))]) {
    const aliases = await readCatalogue(await file('exported', bytes));
    expect(aliases.products.get('blauw')?.[0]).toMatchObject({ product: 'meridiaan epd' });
    expect(aliases.contains?.products.size).toBeGreaterThan(0);
  }
});

test('a plain list of other names adds to what ships', async () => {
  const aliases = await readCatalogue(
    await file('list', JSON.stringify([{ aliasProduct: 'Blauw', supplier: 'Meridiaan', product: 'EPD' }])),
  );
  expect(aliases.products.get('blauw')?.[0]).toMatchObject({ supplier: 'meridiaan', product: 'epd' });
  expect(aliases.names?.entries.length).toBe(SHIPPED_CATALOGUE.products.length);
});

test('a cut file, a later form and an entry that names nothing are told, each with what to do', async () => {
  const cut = gzipSync(JSON.stringify(EXPORTED)).subarray(0, 2_000);
  const faults = [
    await file('cut.gz', cut),
    await file('later.json', JSON.stringify({ ...EXPORTED, format: 'forewarn-catalogue-9' })),
    await file('half.json', JSON.stringify({ ...EXPORTED, products: [{}] })),
    await file('nothing.json', JSON.stringify([{ aliasProduct: 'x' }])),
  ].map((path) => readCatalogue(path).catch((fault: unknown) => fault));
  for (const fault of await Promise.all(faults)) {
    expect(fault).toBeInstanceOf(AgentFault);
    expect((fault as AgentFault).hint).toMatch(/\S/);
  }
});
