import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { acceptComponents } from '../inventories/accept-components.ts';
import { listContents } from '../inventories/component-store.ts';
import { forgetComponents } from '../inventories/forget-components.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { matchInventory } from './match-inventory.ts';

const SYSTEM = { kind: 'system', name: 'test' } as const;
const LABSTRAAT = { supplier: 'Kwartelveen Informatica', product: 'Labstraat', version: '9.4' };

let machine: TestMachine;
let world: ExampleWorld;
let kwartelveen: InstitutionId;
let lindemark: InstitutionId;
let log4j: AdvisoryId;
let mirth: AdvisoryId;

const bill = (version: string) =>
  Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { 'bom-ref': 'labstraat', type: 'application', name: 'Labstraat', version: '9.4' } },
      components: [
        {
          'bom-ref': 'log4j',
          type: 'library',
          group: 'org.apache.logging.log4j',
          name: 'log4j-core',
          version,
          purl: `pkg:maven/org.apache.logging.log4j/log4j-core@${version}`,
        },
      ],
      dependencies: [{ ref: 'labstraat', dependsOn: ['log4j'] }],
    }),
  );

const matches = (advisoryId: string) =>
  world.rows(
    `select i.name, m.kind, m.certainty, m.because, m.reason, m.evidence -> 0 -> 'through' as through, m.evidence -> 0 ->> 'source' as source from forewarn.matches m
     join forewarn.institutions i on i.id = m.institution_id where m.advisory_id = $1 and m.ended_at is null order by i.name`,
    [advisoryId],
  );

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  [kwartelveen, lindemark] = (await world.institutions({ name: 'Kwartelveen' }, { name: 'Lindemark' })) as [InstitutionId, InstitutionId];
  await world.inventory(kwartelveen, [{ key: 'lab', ...LABSTRAAT }]);
  await world.inventory(lindemark, [{ key: 'epd', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '1.0' }]);
  const about =
    (vendor: string, name: string, range: string) => (document: Parameters<NonNullable<Parameters<ExampleWorld['advisory']>[0]>>[0]) => {
      const [branch] = document.product_tree.branches;
      const [product] = branch!.branches;
      branch!.name = vendor;
      product!.name = name;
      product!.branches[0]!.name = range;
      product!.branches[0]!.product.name = `${name} ${range}`;
    };
  log4j = await world.advisory(about('Apache', 'log4j-core', 'vers:maven/<2.17.1'));
  mirth = await world.advisory(about('NextGen', 'Mirth Connect', 'vers:generic/<4.4.1'));
});
afterAll(() => machine.close());

test('an advisory about a component finds who holds a product that the catalogue knows to contain it', async () => {
  await matchAdvisory(machine, mirth);
  expect(await matches(mirth)).toMatchObject([{ name: 'Kwartelveen', kind: 'concerned', certainty: 'likely', reason: 'component' }]);
  expect((await matches(mirth))[0].through).toHaveLength(2);
});

test('a bill of materials makes the line meet an advisory that was there before', async () => {
  await matchAdvisory(machine, log4j);
  expect(await matches(log4j)).toEqual([]);
  const accepted = await acceptComponents(machine, SYSTEM, {
    institutionId: kwartelveen,
    of: 'lab',
    bytes: bill('2.14.0'),
    fileName: 'lab.cdx.json',
  });
  if (isRefusal(accepted)) throw new Error(accepted.message);
  const payload = { institutionId: kwartelveen, snapshotIds: [], contentsChanged: true };
  expect(await world.jobs('match-inventory')).toContainEqual(payload);
  await world.rows('delete from graphile_worker._private_jobs');
  expect(await matchInventory(machine, payload)).toMatchObject({ changed: 1 });
  const found = await matches(log4j);
  expect(found).toMatchObject([{ name: 'Kwartelveen', certainty: 'likely', reason: 'component', source: 'sbom' }]);
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId: log4j }]);
  expect(await matchInventory(machine, payload)).toMatchObject({ changed: 0 });
  // The other way round says the same to the letter.
  expect(await matchAdvisory(machine, log4j)).toMatchObject({ matched: 1, changed: 0 });
  expect(await matches(log4j)).toEqual(found);
});

test('a bill of materials that is taken back takes its match along, and what the catalogue says stays', async () => {
  await asSystem(machine.database, 'test', async (trx) => expect(await listContents(trx, kwartelveen)).toHaveLength(1));
  await forgetComponents(machine, SYSTEM, async (trx) => (await listContents(trx, kwartelveen))[0]!);
  await matchInventory(machine, { institutionId: kwartelveen, snapshotIds: [], contentsChanged: true });
  expect(await matches(log4j)).toEqual([]);
  expect(await matches(mirth)).toHaveLength(1);
});
