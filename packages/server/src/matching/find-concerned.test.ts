import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { NO_SCOPE, type Scope } from '@forewarn/core/matters/matter.ts';
import { asSystem } from '../database/as-principal.ts';
import { acceptRelations } from '../inventories/accept-relations.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { findConcerned, findConcernedAmong, prepareMatter, type PreparedMatter } from './find-concerned.ts';
import { matchAdvisory } from './match-advisory.ts';

const SYSTEM = { kind: 'system', name: 'test' } as const;

let machine: TestMachine;
let world: ExampleWorld;
let ids: readonly InstitutionId[];
let advisoryId: AdvisoryId;
const nameOf = (id: string) => ['Lindemark', 'Rietmark', 'Wilgenoord'][ids.indexOf(id as InstitutionId)];

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  ids = await world.institutions(
    { name: 'Ziekenhuis Lindemark', sector: 'hospital', region: 3 },
    { name: 'GGZ Rietmark', sector: 'ggz', region: 3 },
    { name: 'GGD Wilgenoord', sector: 'public-health', itProvider: 'Kwartel ICT' },
  );
  const epd = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };
  await world.inventory(ids[0]!, [
    { ...epd, version: '6.2.14', importance: 2, owner: 'functioneel beheer' },
    { ...epd, importance: 1, hosting: 'SaaS tenant A' },
  ]);
  await world.inventory(ids[1]!, [{ ...epd, version: '6.2.15', hosting: 'SaaS tenant B' }]);
  await world.inventory(ids[2]!, [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts' }]);
  advisoryId = await world.advisory();
  await matchAdvisory(machine, advisoryId);
});
afterAll(() => machine.close());

const find = async (scope: Partial<Scope>, advisoryIds: readonly AdvisoryId[] = []) =>
  (
    await asSystem(machine.database, 'test', (trx) =>
      findConcerned(trx, { advisoryIds, scope: { ...NO_SCOPE, ...scope } }, machine.clock.now()),
    )
  ).map(({ institutionId, reasons }) => [nameOf(institutionId), ...reasons.map(({ reason, certainty }) => `${reason} ${certainty}`)]);

test('an advisory concerns who holds what it names, strongest reason first; who holds a fixed version is not among them', async () => {
  expect(await find({}, [advisoryId])).toEqual([['Lindemark', 'product-version certain', 'product-version-unknown likely']]);
});

test('a reason carries the line and the remedy, so that a warning can be written from it', async () => {
  const [lindemark] = await asSystem(machine.database, 'test', (trx) =>
    findConcerned(trx, { advisoryIds: [advisoryId], scope: NO_SCOPE }, machine.clock.now()),
  );
  expect(lindemark?.reasons[0]).toMatchObject({
    product: 'Meridiaan EPD',
    item: { inventory: 'inventory', version: '6.2.14', owner: 'functioneel beheer', importance: 2 },
    advisoryId,
    evidence: [{ vulnerability: 'CVE-2026-00001', version: 'in-range' }],
    remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.' }],
  });
});

test('a matter without an advisory concerns by its scope', async () => {
  const byName = (rows: readonly (readonly (string | undefined)[])[]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  const epd = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' };
  expect(byName(await find({ products: [{ ...epd, tenant: 'B' }] }))).toEqual([
    ['Lindemark', 'product-name likely'], // the line that does not say its tenant
    ['Rietmark', 'tenant certain'],
  ]);
  expect(byName(await find({ suppliers: ['Meridiaan Zorgsoftware'] }))).toMatchObject([
    ['Lindemark', 'supplier possible', 'supplier possible'],
    ['Rietmark', 'supplier possible'],
    ['Wilgenoord', 'supplier possible'],
  ]);
  expect(await find({ suppliers: ['Kwartel ICT'] })).toEqual([['Wilgenoord', 'supplier possible']]);
  expect(await find({ sectors: ['ggz'], regions: [3] })).toEqual([['Rietmark', 'sector certain']]);
  expect(await find({})).toEqual([]);
});

test('advisory and scope are joined in one list of reasons for an institution', async () => {
  expect(await find({ regions: [3] }, [advisoryId])).toContainEqual([
    'Lindemark',
    'product-version certain',
    'product-version-unknown likely',
    'sector for-information',
  ]);
});

test.each<[string, Partial<Scope>, boolean]>([
  ['an advisory', {}, true],
  ['an advisory and a region', { regions: [3] }, true],
  ['a supplier', { suppliers: ['Meridiaan Zorgsoftware', 'Kwartel ICT'] }, false],
  ['a product of one tenant', { products: [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', tenant: 'B' }] }, false],
])('asked for one member after another it finds what it finds for all at once: %s', async (_, scope, withAdvisory) => {
  const matter = { advisoryIds: withAdvisory ? [advisoryId] : [], scope: { ...NO_SCOPE, ...scope } };
  const now = machine.clock.now();
  await asSystem(machine.database, 'test', async (trx) => {
    const atOnce = await findConcerned(trx, matter, now);
    expect(atOnce.length).toBeGreaterThan(0);
    // Prepared an hour later nothing has changed since; prepared now, everything may have.
    for (const at of [secondsLater(now, 3600), now]) {
      const prepared = await prepareMatter(trx, matter, at);
      const parts = [];
      for (const id of ids.toSorted()) parts.push(...(await findConcernedAmong(trx, prepared, [id], now)));
      expect(parts).toEqual(atOnce);
      expect(await findConcernedAmong(trx, prepared, [], now)).toEqual([]);
    }
  });
});

test('what an institution sends after a matter was prepared counts; what it holds no more does not', async () => {
  const now = machine.clock.now();
  const matter = { advisoryIds: [], scope: { ...NO_SCOPE, suppliers: ['Zandloper Software'] } };
  const found = (prepared: PreparedMatter) =>
    asSystem(machine.database, 'test', async (trx) => {
      const concerned = await findConcernedAmong(trx, prepared, ids.toSorted(), now);
      return concerned.map(({ institutionId, reasons }) => [nameOf(institutionId), ...reasons.map(({ item }) => item?.version)]);
    });
  const agenda = { supplier: 'Zandloper Software', product: 'Zandloper Agenda' };
  await world.inventory(ids[0]!, [{ ...agenda, version: '1' }], 'agenda');
  await world.inventory(ids[1]!, [{ ...agenda, version: '1' }], 'agenda');
  const prepared = await asSystem(machine.database, 'test', (trx) => prepareMatter(trx, matter, now));
  expect(await found(prepared)).toEqual([
    ['Lindemark', '1'],
    ['Rietmark', '1'],
  ]);

  await world.inventory(ids[0]!, [{ ...agenda, version: '2' }], 'agenda');
  await world.inventory(ids[1]!, [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD' }], 'agenda');
  const supplier = { kind: 'supplier', supplier: 'Zandloper Software' } as const;
  await acceptRelations(machine, SYSTEM, { institutionId: ids[2]!, relations: [supplier], replaces: false });
  expect(await found(prepared)).toEqual([
    ['Lindemark', '2'],
    ['Wilgenoord', undefined],
  ]);
});

test('who left is not concerned', async () => {
  await world.rows('update forewarn.institutions set left_at = now() where id = $1', [ids[0]]);
  expect(await find({ regions: [3] }, [advisoryId])).toEqual([['Rietmark', 'sector for-information']]);
});
