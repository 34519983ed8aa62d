import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import type { Relation } from '@forewarn/core/inventories/relation.ts';
import { NO_SCOPE, type Scope } from '@forewarn/core/matters/matter.ts';
import { asSystem } from '../database/as-principal.ts';
import { acceptRelations } from '../inventories/accept-relations.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { findConcerned } from './find-concerned.ts';
import { findNotKnown } from './find-not-known.ts';
import { matchAdvisory } from './match-advisory.ts';

/**
 * DOMAIN §6 S2: an EPD supplier is hit. No CVE, four variants: on-prem, cloud tenants, a portal, a GP system in a tenant; and those who have
 * nothing of it but a connection. With the identifiers that hardly any inventory of care has, and with every CPE and purl taken out.
 */
describe.each(['with', 'without'] as const)('the supplier of an EPD is hit, %s identifiers', (identifiers) => {
  let machine: TestMachine;
  let world: ExampleWorld;
  let names: ReadonlyMap<string, string>;
  let advisoryId: AdvisoryId;

  const cpe = (product: string) => (identifiers === 'with' ? `cpe:2.3:a:meridiaan:${product}:*:*:*:*:*:*:*:*` : undefined);
  const EPD = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', identifier: cpe('epd'), hosting: 'on-prem' };
  const CLOUD = { supplier: 'Meridiaan Zorgsoftware B.V.', product: 'Meridiaan EPD Cloud', identifier: cpe('epd_cloud') };
  const PORTAL = {
    supplier: 'Meridiaan',
    product: 'Meridiaan Patiëntportaal',
    identifier: cpe('patientportaal'),
    hosting: 'gehost bij leverancier',
  };
  const HUISARTS = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts', identifier: cpe('huisarts'), hosting: 'SaaS' };
  const KOMPAS = {
    supplier: 'Kompas Zorg-IT',
    product: 'Kompas EPD',
    identifier: identifiers === 'with' ? 'pkg:generic/kompas-epd' : undefined,
  };

  const WORLD: readonly {
    name: string;
    sector: 'hospital' | 'ggz' | 'first-line' | 'laboratory';
    region?: number;
    items: readonly Partial<Item>[];
    relations?: readonly Relation[];
  }[] = [
    { name: 'Lindemark', sector: 'hospital', region: 6, items: [{ ...EPD, version: '6.2 HF 14' }] },
    { name: 'Kwelderoord', sector: 'hospital', region: 2, items: [{ ...CLOUD, hosting: 'SaaS tenant A' }, PORTAL] },
    { name: 'Zandwilg', sector: 'hospital', items: [{ ...CLOUD, hosting: 'SaaS tenant B' }] },
    // The line says nothing of its tenant; a relation does.
    {
      name: 'Kwelmark',
      sector: 'first-line',
      items: [HUISARTS],
      relations: [{ kind: 'tenant', supplier: HUISARTS.supplier, product: HUISARTS.product, tenant: 'B' }],
    },
    { name: 'Elzenbocht', sector: 'first-line', items: [HUISARTS] },
    // Connection only: an EPD of another, and a VPN or data with the one that is hit.
    {
      name: 'Rietmark',
      sector: 'ggz',
      region: 6,
      items: [KOMPAS],
      relations: [{ kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn' }],
    },
    {
      name: 'Kwartelveen',
      sector: 'laboratory',
      items: [{ supplier: 'Kwartelveen Informatica', product: 'Labstraat' }],
      relations: [{ kind: 'connection', supplier: 'Meridiaan', connection: 'data-exchange' }],
    },
    { name: 'Wilgenrak', sector: 'ggz', items: [KOMPAS] },
    { name: 'Berkenpad', sector: 'ggz', items: [] },
  ];

  beforeAll(async () => {
    machine = await testMachine();
    world = exampleWorld(machine);
    const ids = await world.institutions(...WORLD.map(({ name, sector, region }) => ({ name, sector, region })));
    names = new Map(ids.map((id, place) => [id, WORLD[place]?.name ?? '']));
    for (const [place, { items, relations }] of WORLD.entries()) {
      const institutionId = ids[place]!;
      if (items.length > 0) await world.inventory(institutionId, items);
      if (relations !== undefined) {
        const accepted = await acceptRelations(machine, { kind: 'system', name: 'test' }, { institutionId, relations, replaces: true });
        if (isRefusal(accepted)) throw new Error(accepted.message);
      }
    }
    advisoryId = await world.advisory((document) => {
      const [branch] = document.product_tree.branches;
      const [affected] = branch!.branches[0]!.branches;
      affected!.name = '< 6.2 HF 17';
      if (identifiers === 'with')
        Object.assign(affected!.product, { product_identification_helper: { cpe: 'cpe:2.3:a:meridiaan:epd:*:*:*:*:*:*:*:*' } });
    });
    await matchAdvisory(machine, advisoryId);
  });
  afterAll(() => machine.close());

  const concerned = (scope: Partial<Scope>, advisoryIds: readonly AdvisoryId[] = []) =>
    asSystem(machine.database, 'test', (trx) => findConcerned(trx, { advisoryIds, scope: { ...NO_SCOPE, ...scope } }, machine.clock.now()));
  const told = async (scope: Partial<Scope>, advisoryIds: readonly AdvisoryId[] = []) =>
    Object.fromEntries(
      (await concerned(scope, advisoryIds))
        .map(
          ({ institutionId, reasons }) =>
            [names.get(institutionId) ?? '', reasons.map(({ reason, certainty }) => `${reason} ${certainty}`)] as const,
        )
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );

  test('everything of the supplier, by whatever one has of it: a product, a tenant, a connection', async () => {
    expect(await told({ suppliers: ['Meridiaan Zorgsoftware'] })).toEqual({
      Elzenbocht: ['supplier possible'],
      Kwartelveen: ['connection possible'],
      Kwelderoord: ['supplier possible', 'supplier possible'],
      Kwelmark: ['supplier possible', 'supplier possible'], // its line, and its tenant
      Lindemark: ['supplier possible'],
      Rietmark: ['connection possible'],
      Zandwilg: ['supplier possible'],
    });
  });

  test('one variant: who runs it itself', async () => {
    expect(await told({ products: [{ supplier: 'Meridiaan', product: 'Meridiaan EPD', variant: 'on-prem' }] })).toEqual({
      Lindemark: ['tenant certain'],
    });
  });

  test('tenant A: who is in it, not who is in B', async () => {
    expect(await told({ products: [{ supplier: 'Meridiaan', product: 'Meridiaan EPD Cloud', tenant: 'A' }] })).toEqual({
      Kwelderoord: ['tenant certain'],
    });
  });

  test('the portal', async () => {
    expect(await told({ products: [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Patiëntportaal' }] })).toEqual({
      Kwelderoord: ['product-name certain'],
    });
  });

  test('the GP system in tenant B: who says so, and likely who does not say; in tenant C only the latter', async () => {
    const huisarts = { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan Huisarts' };
    expect(await told({ products: [{ ...huisarts, tenant: 'B' }] })).toEqual({
      Elzenbocht: ['product-name likely'],
      Kwelmark: ['tenant certain'],
    });
    expect(await told({ products: [{ ...huisarts, tenant: 'C' }] })).toEqual({ Elzenbocht: ['product-name likely'] });
  });

  test('a region', async () => {
    expect(await told({ regions: [6] })).toEqual({ Lindemark: ['sector certain'], Rietmark: ['sector certain'] });
  });

  test('an advisory with the scope of its supplier: joined for each, the line that it names first', async () => {
    expect((await told({ suppliers: ['Meridiaan Zorgsoftware'] }, [advisoryId]))['Lindemark']).toEqual([
      'product-version certain',
      'supplier possible',
    ]);
    expect(await told({}, [advisoryId])).toEqual({ Lindemark: ['product-version certain'] });
  });

  test('who has no inventory is not known; who has another EPD and no connection is not concerned', async () => {
    const scope = { ...NO_SCOPE, suppliers: ['Meridiaan Zorgsoftware'] };
    const found = await concerned(scope);
    const unknown = await asSystem(machine.database, 'test', (trx) =>
      findNotKnown(trx, { advisoryIds: [], scope }, found, machine.clock.now()),
    );
    expect(unknown.map(({ member, because }) => [member.name, because])).toEqual([['Berkenpad', 'no-inventory']]);
    expect(found.map(({ institutionId }: { institutionId: InstitutionId }) => names.get(institutionId))).not.toContain('Wilgenrak');
  });
});

describe('who runs it for others', () => {
  let machine: TestMachine;
  beforeAll(async () => {
    machine = await testMachine();
  });
  afterAll(() => machine.close());

  test('an IT provider is hit: whom it manages, and whose products it hosts', async () => {
    const world = exampleWorld(machine);
    const ids = await world.institutions({ name: 'Elzenbocht', itProvider: 'Kwartel ICT' }, { name: 'Duinmark' }, { name: 'Wilgenrak' });
    await world.inventory(ids[1]!, [{ supplier: 'Roosterwerk', product: 'Roosterwerk', hosting: 'gehost door Kwartel ICT' }]);
    await world.inventory(ids[2]!, [{ supplier: 'Roosterwerk', product: 'Roosterwerk', hosting: 'gehost bij leverancier' }]);
    const found = await asSystem(machine.database, 'test', (trx) =>
      findConcerned(trx, { advisoryIds: [], scope: { ...NO_SCOPE, suppliers: ['Kwartel ICT B.V.'] } }, machine.clock.now()),
    );
    expect(
      Object.fromEntries(
        found.map(({ institutionId, reasons }) => [
          ids.indexOf(institutionId),
          reasons.map(({ reason, certainty }) => `${reason} ${certainty}`),
        ]),
      ),
    ).toEqual({
      0: ['supplier possible'],
      1: ['tenant likely'],
    });
  });
});
