import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { demoAdvisories, DEMO_TRACKING_ID } from '@forewarn/fakes/world/demo-advisory.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { ingestDocument } from '../advisories/ingest-document.ts';
import { decideName } from '../products/decide-name.ts';
import { exportCatalogue } from '../products/export-catalogue.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';

const AGENT = join(import.meta.dirname, '../../../agent/bin/forewarn-agent.mjs');

let machine: TestMachine;
let world: ExampleWorld;
let folder: string;
let items: readonly Item[];

/** What only this server's people know: a name that an institution made up, and a product that they added with it. */
const OWN = [
  { key: 'own 1', supplier: 'Meridiaan', product: 'Het blauwe scherm', version: '6.1 HF 20' },
  { key: 'own 2', supplier: '', product: 'het Blauwe Scherm', version: '' },
  { key: 'own 3', supplier: 'Meridiaan', product: 'Het gele scherm', version: '6.1 HF 20' },
];

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  folder = await mkdtemp(join(tmpdir(), 'forewarn-at-home-'));
  const drawn = [...makeWorld({ scale: 60, itemsPerInstitution: 30 }).institutions].flatMap((one) => one.items);
  items = [...drawn.map((item, place) => ({ ...item, key: `L${place}` })), ...OWN.map((one) => ({ exposure: 'unknown', ...one }) as const)];
  await exportCatalogue(machine); // seeds it
  const entry = await world.rows(`select id from forewarn.catalogue_products where name = 'Meridiaan EPD'`);
  for (const supplier of ['', 'Meridiaan']) {
    const decided = await decideName(
      machine,
      { kind: 'system', name: 'test' },
      { supplier, product: 'Het blauwe scherm', means: { kind: 'entry', catalogueProductId: entry[0].id } },
    );
    if (isRefusal(decided)) throw new Error(decided.message);
  }
});
afterAll(async () => {
  await machine?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Line and certainty of whoever is concerned, as the server stores it. */
async function onTheServer(): Promise<readonly string[]> {
  const [institution] = (await world.institutions({ name: 'Ziekenhuis Lindemark' })) as [InstitutionId];
  await world.inventory(institution, items);
  const ingested = await ingestDocument(machine, {
    url: 'https://psirt.meridiaan.example/a.json',
    bytes: Buffer.from(JSON.stringify(demoAdvisories().revised)),
    retrievedAt: machine.clock.now(),
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  });
  if (ingested.kind !== 'new') throw new Error(ingested.kind);
  await matchAdvisory(machine, ingested.advisoryId);
  const found = await world.rows(
    `select t.key, m.certainty from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id where m.kind = 'concerned' and m.ended_at is null`,
  );
  return found.map(({ key, certainty }) => `${key} ${certainty}`).sort();
}

async function atHome(more: readonly string[]): Promise<readonly string[]> {
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const csv = items.map(({ key, supplier, product, version, identifier }) =>
    [key, supplier, product, version, identifier].map(cell).join(','),
  );
  await writeFile(join(folder, 'inventory.csv'), `item,supplier,product,version,identifier\n${csv.join('\n')}\n`);
  await writeFile(join(folder, 'advisory.json'), JSON.stringify(demoAdvisories().revised));
  const args = ['match', '--advisories', 'advisory.json', '--inventory', 'inventory.csv', '--format', 'jsonl', ...more];
  const { stdout } = await promisify(execFile)(process.execPath, [AGENT, ...args], { cwd: folder });
  const told = stdout
    .split('\n')
    .filter(Boolean)
    .map((line): { advisory: string; item: string; certainty: string } => JSON.parse(line));
  expect(new Set(told.map(({ advisory }) => advisory))).toEqual(new Set([DEMO_TRACKING_ID]));
  return told.map(({ item, certainty }) => `${item} ${certainty}`).sort();
}

test('with the catalogue that the server exports a member is told at home what the server would tell, and without it not all of it', async () => {
  await writeFile(join(folder, 'catalogue.json'), (await exportCatalogue(machine)).text);
  const server = await onTheServer();
  expect(server.length).toBeGreaterThan(4);
  expect(await atHome(['--catalogue', 'catalogue.json'])).toEqual(server);
  const without = await atHome([]);
  const ofOwn = (told: readonly string[]) => told.filter((one) => one.startsWith('own'));
  expect(ofOwn(server)).toEqual(['own 1 certain', 'own 2 likely']);
  expect(ofOwn(without)).toEqual([]);
});
