import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

test('institutions first, then their inventories; each file a second time changes nothing', async () => {
  const institutions = await file(
    'i.csv',
    'Instelling;Sector;Contact;Rol;E-mail\nGGZ Rietmark;ggz;Piket;24/7;piket@rietmark.example\nGGD Wilgenoord;ggd;;;\n',
  );
  expect(await importFile(machine, 'institutions', institutions)).toMatchObject({
    kind: 'imported',
    added: 2,
    institutions: 2,
    problems: [],
  });
  expect(await importFile(machine, 'institutions', institutions)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });

  const progress: number[] = [];
  const inventory = await file('v.csv', 'instelling;product\nGGZ Rietmark;Zenya\nGGD Wilgenoord;Zenya\nggd wilgenoord;TOPdesk\n');
  expect(await importFile(machine, 'inventory', inventory, { onProgress: (done) => progress.push(done) })).toMatchObject({
    added: 3,
    institutions: 2,
    problems: [],
  });
  expect(progress).toEqual([1, 2]);
  expect(await importFile(machine, 'inventory', inventory)).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3 });
});

test('a file without a column for the institution is that of the institution that the operator names', async () => {
  const path = await file('w.csv', 'product;versie\nFortiGate;7.2.9\n');
  expect(await importFile(machine, 'inventory', path, { institution: 'ggz rietmark', inventory: 'netwerk' })).toMatchObject({
    added: 1,
    institutions: 1,
  });
  expect(await importFile(machine, 'inventory', path, { institution: 'Niemand' })).toMatchObject({ kind: 'refusal', code: 'no-such' });
});

test('a list of exploited vulnerabilities is replaced by the newer one', async () => {
  expect(
    await importFile(
      machine,
      'known-exploited',
      await file('kev.csv', 'cveID,dateAdded\nCVE-2026-0001,2026-01-02\nCVE-2026-0002,2026-01-03\n'),
    ),
  ).toMatchObject({ added: 2, removed: 0 });
  expect(
    await importFile(
      machine,
      'known-exploited',
      await file('kev.csv', 'cveID,dateAdded\nCVE-2026-0002,2026-01-03\nCVE-2026-0003,2026-01-03\n'),
    ),
  ).toMatchObject({ added: 1, removed: 1, unchanged: 1 });
});

test('EPSS scores are of one day; an older day stays out, and that is told', async () => {
  const scores = (cves: readonly string[]) => `cve,epss,percentile\n${cves.map((cve) => `${cve},0.5,0.9`).join('\n')}\n`;
  const day = await file('epss_scores-2026-11-22.csv', scores(['CVE-2026-0001', 'CVE-2026-0002']));
  expect(await importFile(machine, 'epss', day)).toMatchObject({ added: 2, unchanged: 0, problems: [] });
  expect(await importFile(machine, 'epss', day)).toMatchObject({ added: 0, unchanged: 2, problems: [] });
  const older = await file('epss_scores-2026-11-21.csv', scores(['CVE-2026-0001']));
  expect(await importFile(machine, 'epss', older)).toMatchObject({ added: 0, problems: [{ code: 'day-older' }] });
  expect(await importFile(machine, 'epss', await file('x.csv', 'a,b\n1,2\n'))).toMatchObject({ kind: 'refusal', code: 'input-unreadable' });
});

test('no file, and a file that is something else, are refused in words', async () => {
  expect(await importFile(machine, 'institutions', join(folder, 'nowhere.csv'))).toMatchObject({
    kind: 'refusal',
    code: 'no-such',
    hint: expect.any(String),
  });
  expect(await importFile(machine, 'inventory', await file('x.html', '<html>'))).toMatchObject({
    kind: 'refusal',
    code: 'input-unreadable',
    hint: expect.any(String),
  });
});
