import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { importFile } from './import.ts';

let machine: TestMachine;
let folder: string;
beforeAll(async () => {
  machine = await testMachine();
  folder = await mkdtemp(join(tmpdir(), 'forewarn-import-'));
});
afterAll(async () => {
  await machine?.close();
  await rm(folder, { recursive: true, force: true });
});

const cve = (cveId: string) =>
  JSON.stringify({
    dataType: 'CVE_RECORD',
    cveMetadata: { cveId, assignerShortName: 'voorbeeld', state: 'PUBLISHED', dateUpdated: '2026-11-20T08:00:00Z' },
    containers: { cna: { descriptions: [{ lang: 'en', value: 'Flaw' }], affected: [{ vendor: 'A', product: 'B', versions: [] }] } },
  });
const ids = async () =>
  (await machine.database.pool.query('select tracking_id from forewarn.advisories order by 1')).rows.map((row) => row.tracking_id);

test('a copy of the CVE list is taken in folder by folder; a second time changes nothing; what is no advisory is told with its name', async () => {
  const tree = join(folder, 'cves');
  for (const [year, id] of [
    ['2025/0xxx', 'CVE-2025-0001'],
    ['2026/12xxx', 'CVE-2026-12345'],
  ] as const) {
    await mkdir(join(tree, year), { recursive: true });
    await writeFile(join(tree, year, `${id}.json`), cve(id));
  }
  await writeFile(join(tree, 'delta.json'), '{"new":[]}');
  await writeFile(join(tree, 'readme.txt'), 'no document');
  await writeFile(join(folder, 'outside.json'), cve('CVE-2026-99999'));
  await symlink(join(folder, 'outside.json'), join(tree, 'link.json'));
  const first = await importFile(machine, 'advisories', tree);
  expect(first).toMatchObject({ kind: 'imported', added: 2, unchanged: 0, problems: [{ code: 'format-unknown', at: 'delta.json' }] });
  expect(await ids()).toEqual(['CVE-2025-0001', 'CVE-2026-12345']);
  expect(await importFile(machine, 'advisories', tree)).toMatchObject({ added: 0, unchanged: 2 });
});

test('one document, and a file with one a line', async () => {
  await writeFile(join(folder, 'csaf.json'), JSON.stringify(EXAMPLE_CSAF));
  expect(await importFile(machine, 'advisories', join(folder, 'csaf.json'))).toMatchObject({ added: 1, problems: [] });
  const lines = Array.from({ length: 90 }, (_, number) => cve(`CVE-2026-${20_000 + number}`));
  await writeFile(join(folder, 'records.jsonl'), `${lines.join('\n')}\n\n`);
  expect(await importFile(machine, 'advisories', join(folder, 'records.jsonl'))).toMatchObject({ added: 90, problems: [] });
});

test('a folder without documents, and a path that is not there, are refused in words', async () => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  expect(await importFile(machine, 'advisories', empty)).toMatchObject({ kind: 'refusal', code: 'no-such' });
  expect(await importFile(machine, 'advisories', join(folder, 'nowhere'))).toMatchObject({ kind: 'refusal', code: 'no-such' });
});

test('relations of several institutions are added to what there is; a second time changes nothing', async () => {
  await writeFile(join(folder, 'i.csv'), 'Instelling;Sector\nGGZ Rietmark;ggz\nGGD Wilgenoord;ggd\n');
  await importFile(machine, 'institutions', join(folder, 'i.csv'));
  const relations = {
    relations: [
      { institution: 'GGZ Rietmark', kind: 'supplier', supplier: 'Meridiaan Zorgsoftware' },
      { institution: 'GGD Wilgenoord', kind: 'connection', supplier: 'Meridiaan Zorgsoftware', connection: 'vpn' },
      { institution: 'Nergens', kind: 'supplier', supplier: 'Meridiaan Zorgsoftware' },
    ],
  };
  await writeFile(join(folder, 'relations.json'), JSON.stringify(relations));
  const first = await importFile(machine, 'relations', join(folder, 'relations.json'));
  expect(first).toMatchObject({ kind: 'imported', added: 2, institutions: 2 });
  expect(first.kind === 'imported' && first.problems.length).toBe(1);
  expect(await importFile(machine, 'relations', join(folder, 'relations.json'))).toMatchObject({ added: 0, unchanged: 2 });
  await writeFile(join(folder, 'broken.json'), '{"relations": [');
  expect(await importFile(machine, 'relations', join(folder, 'broken.json'))).toMatchObject({ kind: 'refusal', code: 'input-unreadable' });
});
