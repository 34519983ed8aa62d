import { afterEach, beforeEach, expect, test } from 'vitest';
import { handInDocument } from '../advisories/hand-in-document.ts';
import { acceptInventory } from '../inventories/accept-inventory.ts';
import { loadKeysOf } from '../inventories/product-keys.ts';
import { matchAdvisory } from '../matching/match-advisory.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ELZENBOCHT, exampleMatter, LINDEMARK, RIETMARK, type ExampleMatter } from './example-matter.test-support.ts';
import { raiseWarnings } from './raise-warnings.ts';

const CVE = 'CVE-2026-00001';
let machine: TestMachine;
let world: ExampleMatter;
beforeEach(async () => {
  machine = await testMachine();
  world = await exampleMatter(machine);
  // With the keys that matching finds lines by, which the example leaves out.
  const keysOf = await loadKeysOf(machine);
  const line = {
    key: 'epd',
    supplier: 'Meridiaan Zorgsoftware',
    product: 'Meridiaan EPD',
    version: '6.2.9',
    exposure: 'internet',
    owner: 'beheer',
  } as const;
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK])
    await acceptInventory(
      machine,
      { kind: 'system', name: 'test' },
      { institutionId: world.ids[name] ?? '', inventory: 'inventory', items: [line], receivedFrom: 'test' },
      keysOf,
    );
  await world.rows('update forewarn.advisory_revisions set cves = $1', [[CVE]]);
  await world.call(world.cert, 'POST', '/api/standing-rules', {
    name: 'zeker en ernstig',
    condition: { anyOf: [{ certaintyAtLeast: 'possible', severityMin: 7 }], tlpMax: 'GREEN' },
    urgency: 'this-week',
    automaticRelease: true,
  });
});
afterEach(async () => {
  await world?.app.close();
  await machine?.close();
});

async function handIn(document: object): Promise<string> {
  const ingested = await handInDocument(machine, { kind: 'system', name: 'test' }, Buffer.from(JSON.stringify(document)), 'record.json');
  if (ingested.kind !== 'new') throw new Error(JSON.stringify(ingested));
  await matchAdvisory(machine, ingested.advisoryId);
  await raiseWarnings(machine, { advisoryId: ingested.advisoryId });
  return ingested.advisoryId;
}
const cveRecord = (cveId = CVE) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId, assignerShortName: 'meridiaan', state: 'PUBLISHED', dateUpdated: '2026-11-23T08:00:00Z' },
  containers: {
    cna: {
      title: 'Flaw in Meridiaan EPD',
      descriptions: [{ lang: 'en', value: 'Anyone may read the records.' }],
      affected: [
        {
          vendor: 'Meridiaan Zorgsoftware',
          product: 'Meridiaan EPD',
          versions: [{ version: '0', lessThan: '6.2.15', status: 'affected', versionType: 'custom' }],
        },
      ],
      metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }],
      solutions: [{ lang: 'en', value: 'Update to 6.2.15, says the record in its own words.' }],
    },
  },
});
const nvdRecord = () => ({
  id: CVE,
  sourceIdentifier: 'security@meridiaan.example',
  published: '2026-11-23T07:00:00.000',
  lastModified: '2026-11-23T08:30:00.000',
  vulnStatus: 'Analyzed',
  descriptions: [{ lang: 'en', value: 'Meridiaan EPD before 6.2.15 lets anyone read the records.' }],
  metrics: {
    cvssMetricV31: [
      { source: 'nvd@nist.gov', type: 'Primary', cvssData: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } },
    ],
  },
});
const warnings = async () => (await world.call(world.cert, 'GET', '/api/warnings')).body.warnings;
const told = async () => (await world.rows('select count(*)::int as n from forewarn.deliveries'))[0].n;
const matters = async () =>
  (
    await world.rows(
      'select array_agg(advisory_id::text order by joined.ctid) as ids from forewarn.matter_advisories joined group by matter_id',
    )
  ).map((row) => row.ids.length);

test('what a second and a third source say of a CVE that was warned of warns nobody again', async () => {
  for (const name of [LINDEMARK, ELZENBOCHT, RIETMARK]) await world.match(name);
  await raiseWarnings(machine, { advisoryId: world.advisoryId });
  const before = await told();
  expect(before).toBeGreaterThan(2);
  await handIn(cveRecord());
  await handIn(nvdRecord());
  expect(await matters()).toEqual([3]);
  expect(await warnings()).toMatchObject([{ releasedVersion: 1 }]);
  expect(await told()).toBe(before);
  expect(
    (await world.rows(`select count(*)::int as n from forewarn.matches where kind = 'concerned' and ended_at is null`))[0].n,
  ).toBeGreaterThan(3);
});

test('whom only the second source names is warned, in the words of the publisher, and nobody else hears again', async () => {
  await world.match(LINDEMARK);
  await raiseWarnings(machine, { advisoryId: world.advisoryId });
  const before = (await world.rows('select distinct institution_id from forewarn.deliveries')).length;
  expect(before).toBe(1);
  await handIn(cveRecord());
  expect(await warnings()).toHaveLength(1);
  const rows = await world.rows(
    `select i.name, count(distinct d.message_key)::int as messages from forewarn.deliveries d join forewarn.institutions i on i.id = d.institution_id group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { name: RIETMARK, messages: 1 },
    { name: ELZENBOCHT, messages: 1 },
    { name: LINDEMARK, messages: 1 },
  ]);
  const [version] = await world.rows('select texts::text as texts from forewarn.warning_versions order by version desc limit 1');
  expect(version.texts).not.toContain('Anyone may read the records');
});

test('a record about another CVE is another matter, and one that somebody took out stays out', async () => {
  await world.match(LINDEMARK);
  await raiseWarnings(machine, { advisoryId: world.advisoryId });
  await handIn(cveRecord('CVE-2026-00077'));
  expect(await warnings()).toHaveLength(2);
  const record = await handIn(nvdRecord());
  const [joined] = await world.rows('select matter_id from forewarn.matter_advisories where advisory_id = $1', [record]);
  expect(await matters()).toEqual(expect.arrayContaining([1, 2]));
  await world.call(world.cert, 'DELETE', `/api/matters/${joined.matter_id}/advisories/${record}`);
  await raiseWarnings(machine, { advisoryId: record });
  expect(
    await world.rows('select 1 from forewarn.matter_advisories where advisory_id = $1 and matter_id = $2', [record, joined.matter_id]),
  ).toEqual([]);
});

test('two sources that come at the same moment end in one matter', async () => {
  const system = { kind: 'system', name: 'test' } as const;
  const ids: string[] = [];
  for (const record of [cveRecord(), nvdRecord()]) {
    const ingested = await handInDocument(machine, system, Buffer.from(JSON.stringify(record)), 'record.json');
    if (ingested.kind !== 'new') throw new Error('known');
    await matchAdvisory(machine, ingested.advisoryId);
    ids.push(ingested.advisoryId);
  }
  await Promise.all(ids.map((advisoryId) => raiseWarnings(machine, { advisoryId })));
  expect(await warnings()).toHaveLength(1);
  expect(await matters()).toEqual([2]);
});
