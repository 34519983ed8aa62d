import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { PROPOSED_URGENCIES } from '@forewarn/core/advisories/priority-rules.ts';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { URGENCIES } from '@forewarn/core/warnings/warning.ts';
import { buildApp } from '../http/build-app.ts';
import { exampleWorld, type ExampleWorld } from '../matching/example-world.test-support.ts';
import { matchAdvisory } from '../matching/match-advisory.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { acceptEpss } from './accept-epss.ts';
import { acceptKnownExploited } from './accept-known-exploited.ts';
import { handInDocument } from './hand-in-document.ts';
import { registerPriorityRoutes } from './priority-routes.ts';

const CVE = 'CVE-2026-00001';
const SYSTEM = { kind: 'system', name: 'test' } as const;
let machine: TestMachine;
let app: FastifyInstance;
let world: ExampleWorld;
let analyst: string;
let advisoryId: string;

beforeEach(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerPriorityRoutes(app, machine);
  await app.ready();
  world = exampleWorld(machine);
  analyst = await makeToken(machine.database, { kind: 'cert', name: 'A. Analist', roles: ['analyst'] }, machine.clock.now());
  advisoryId = await handIn(EXAMPLE_CSAF);
});
afterEach(async () => {
  await app?.close();
  await machine?.close();
});

async function handIn(document: object): Promise<string> {
  const ingested = await handInDocument(machine, SYSTEM, Buffer.from(JSON.stringify(document)), 'document.json');
  if (ingested.kind !== 'new') throw new Error(JSON.stringify(ingested));
  return ingested.advisoryId;
}
/** The example as another publisher tells it. */
function anotherOn(name: string, trackingId: string, change: (document: typeof EXAMPLE_CSAF) => void = () => {}): object {
  const document = structuredClone(EXAMPLE_CSAF);
  document.document.publisher = { category: 'coordinator', name, namespace: `https://${trackingId.toLowerCase()}.example` };
  document.document.tracking.id = trackingId;
  change(document);
  return document;
}
async function call(method: 'GET' | 'PUT', path: string, body?: object, token = analyst) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.inject({
    method,
    url: `/api/advisories/${advisoryId}/${path}`,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json() };
}
const priority = async () => (await call('GET', 'priority')).body;
async function holdIt(exposure: 'internet' | 'internal' | 'unknown'): Promise<void> {
  const [id] = await world.institutions({ name: 'Ziekenhuis Lindemark', sector: 'hospital' }, { name: 'GGZ Rietmark', sector: 'ggz' });
  if (id === undefined) throw new Error('no institution');
  await world.inventory(id, [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.9', exposure }]);
  await matchAdvisory(machine, advisoryId);
}

test('the urgencies that are proposed are those that warnings have', () => {
  expect(PROPOSED_URGENCIES).toEqual(URGENCIES);
});

test('one urgency, one sentence, and every input beside it with whose it is', async () => {
  await holdIt('internet');
  await acceptKnownExploited(machine, SYSTEM, 'kev', [{ cve: CVE, addedOn: '2026-11-03', dueOn: '2026-11-24', ransomware: true }]);
  await acceptKnownExploited(machine, SYSTEM, 'eu-kev', [{ cve: CVE, addedOn: '2026-11-05', reportedBy: 'CERT.PL' }]);
  await acceptEpss(machine, SYSTEM, { bytes: Buffer.from(`cve,epss,percentile\n${CVE},0.5,0.98\n`), url: 'epss_scores-2026-11-22.csv' });
  expect(await priority()).toMatchObject({
    urgency: 'act-now',
    rule: 'exploited-from-outside',
    sentence: {
      nl: 'Wordt misbruikt volgens CISA (sinds 3 november) en de EU (sinds 5 november) en is van buiten te bereiken bij 1 instelling.',
      en: 'Is exploited according to CISA (since 3 November) and the EU (since 5 November) and can be reached from outside at 1 institution.',
    },
    inputs: {
      exploited: [
        { kind: 'list', by: 'eu-kev', since: '2026-11-05', reportedBy: 'CERT.PL', decides: false },
        { kind: 'list', by: 'kev', since: '2026-11-03', dueOn: '2026-11-24', ransomware: true, seenAt: machine.clock.now(), decides: true },
      ],
      scores: [{ by: 'Meridiaan PSIRT', cve: CVE, baseScore: 9.8, decides: true }],
      epss: [{ cve: CVE, score: 0.5, scoreDate: '2026-11-22', decides: true }],
      reach: { concerned: 1, internet: 1, unknownExposure: 0, withoutInventory: 1 },
    },
  });
});

test('where two publishers score one CVE both are shown, and which one decided', async () => {
  await holdIt('internal');
  await handIn(
    anotherOn('Andere PSIRT', 'ANDERE-1', ({ vulnerabilities: [flaw] }) => {
      const score = flaw?.scores[0]?.cvss_v3;
      if (score !== undefined)
        Object.assign(score, { vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', baseScore: 7.8, baseSeverity: 'HIGH' });
    }),
  );
  const shown = await priority();
  expect(shown.inputs.scores).toMatchObject([
    { by: 'Meridiaan PSIRT', baseScore: 9.8, decides: true },
    { by: 'Andere PSIRT', baseScore: 7.8, decides: false },
  ]);
  expect(shown.sentence.nl).toBe('Heeft CVSS-score 9,8 volgens Meridiaan PSIRT en is in gebruik bij 1 instelling.');
});

test('SSVC is answered question by question, with who answered what; an answer can be taken back', async () => {
  await holdIt('internet');
  const answers = { exploitation: 'active', automatable: 'yes', 'technical-impact': 'total' };
  expect((await call('PUT', 'ssvc', { answers, cve: CVE })).body).toEqual({ kind: 'answered' });
  const open = (await priority()).inputs.ssvc.decisions.find((each: { table: string }) => each.table === 'cisa-coordinator');
  expect(open).toMatchObject({ kind: 'open', missing: ['mission-and-well-being'], possible: ['attend', 'act'] });
  await call('PUT', 'ssvc', { answers: { 'mission-and-well-being': 'high' } });
  const decided = await priority();
  expect(decided.inputs.ssvc.decisions).toMatchObject([
    { kind: 'decided', outcome: 'act' },
    { table: 'deployer', kind: 'open' },
  ]);
  expect(decided.inputs.ssvc.answers).toContainEqual({
    point: 'exploitation',
    value: 'active',
    from: 'person',
    by: 'A. Analist',
    at: machine.clock.now(),
    cve: CVE,
  });
  expect(decided.inputs.ssvc.answers).toContainEqual({ point: 'system-exposure', value: 'open', from: 'inventories', by: 'inventories' });
  expect(decided).toMatchObject({ urgency: 'act-now', sentence: { nl: expect.stringContaining('volgens A. Analist') } });
  expect((await call('PUT', 'ssvc', { answers: { exploitation: null }, cve: CVE })).body).toEqual({ kind: 'answered' });
  expect((await priority()).inputs.ssvc.decisions[0].kind).toBe('open');
  expect((await world.rows('select count(*)::int as count from forewarn.ssvc_answers'))[0].count).toBe(4);
  expect((await call('PUT', 'ssvc', { answers: { exploitation: 'perhaps' } })).body).toMatchObject({ code: 'input-unreadable' });
  expect((await call('PUT', 'ssvc', { answers: { weather: 'fine' } })).body).toMatchObject({ code: 'input-unreadable' });
  expect((await call('PUT', 'ssvc', { answers, cve: 'CVE-2026-00009' })).body).toMatchObject({ code: 'input-unreadable' });
});

test('kans and schade are answered by the sheet or given; another level than the sheet or the publisher gives needs a reason', async () => {
  advisoryId = await handIn(
    anotherOn('NCSC-NL', 'NCSC-2026-9999', ({ document }) => {
      Object.assign(document, {
        notes: [
          { category: 'general', title: 'Kans', text: 'medium' },
          { category: 'general', title: 'Schade', text: 'high' },
        ],
      });
    }),
  );
  await holdIt('internal');
  const ratings = async () => (await priority()).inputs.likelihoodDamage.ratings;
  expect(await ratings()).toEqual([{ by: 'NCSC-NL', likelihood: 'medium', damage: 'high', decides: true }]);
  const given = { likelihood: 'high', damage: 'high' };
  expect(await call('PUT', 'likelihood-damage', given)).toMatchObject({
    status: 409,
    body: { code: 'reason-missing', title: 'The publisher gives likelihood medium, and you high.' },
  });
  await call('PUT', 'likelihood-damage', { ...given, because: 'Gezien bij twee deelnemers.' });
  expect(await ratings()).toEqual([
    { by: 'A. Analist', ...given, because: 'Gezien bij twee deelnemers.', decides: true },
    { by: 'NCSC-NL', likelihood: 'medium', damage: 'high', decides: false },
  ]);
  expect(await priority()).toMatchObject({ urgency: 'act-now', rule: 'rated-urgent' });
  const sheet = await call('PUT', 'likelihood-damage', { answers: { 'information-leak': 'data' }, damage: 'low' });
  expect(sheet.body).toMatchObject({ code: 'reason-missing', title: 'The sheet gives damage high, and you low.' });
  expect((await call('PUT', 'likelihood-damage', { answers: { weather: 'fine' } })).body.code).toBe('input-unreadable');
  await call('PUT', 'likelihood-damage', {});
  expect(await ratings()).toHaveLength(1);
});

test("another publisher's rating of the same CVE counts where the publisher itself gives none", async () => {
  await holdIt('internal');
  await handIn(
    anotherOn('NCSC-NL', 'NCSC-2026-9999', ({ document }) => {
      Object.assign(document, {
        notes: [
          { category: 'general', title: 'Kans', text: 'high' },
          { category: 'general', title: 'Schade', text: 'high' },
        ],
      });
    }),
  );
  expect(await priority()).toMatchObject({ rule: 'rated-urgent', sentence: { nl: expect.stringContaining('volgens NCSC-NL') } });
});

test('what can be told of priority is for the CERT', async () => {
  const [id] = await world.institutions({ name: 'GGZ Rietmark', sector: 'ggz' });
  const member = await makeToken(machine.database, { kind: 'institution', name: 'member', institutionId: id ?? '' }, machine.clock.now());
  expect((await call('GET', 'priority', undefined, member)).status).toBe(403);
  expect((await call('PUT', 'ssvc', { answers: {} }, member)).status).toBe(403);
  advisoryId = '01900000-0000-7000-8000-000000000000';
  expect((await call('GET', 'priority')).status).toBe(404);
  expect((await call('PUT', 'ssvc', { answers: {} })).status).toBe(404);
});

const misc = join(sharedData, 'csaf', 'advisories', 'misc.jsonl.gz');
const records = join(sharedData, 'vuln', 'cve-v5', 'well-known', 'CVE-2024-3400.json');
test.skipIf(!existsSync(misc))('a real advisory of NCSC-NL is rated as it rates itself', async () => {
  const line = gunzipSync(readFileSync(misc))
    .toString('utf8')
    .split('\n')
    .find((each) => each.includes('NCSC-2025-0210'));
  advisoryId = await handIn(JSON.parse(line ?? '{}').doc);
  expect((await priority()).inputs.likelihoodDamage.ratings).toEqual([
    expect.objectContaining({ likelihood: 'medium', damage: 'high', decides: true }),
  ]);
});

test.skipIf(!existsSync(records))("CISA's answers are read from a CVE record that is kept", async () => {
  const real = readFileSync(records);
  const onIt = anotherOn('Andere PSIRT', 'CVE-2024-3400', ({ vulnerabilities: [flaw] }) =>
    Object.assign(flaw ?? {}, { cve: 'CVE-2024-3400' }),
  );
  advisoryId = await handIn(onIt);
  // As a source of CVE records keeps them: the record is the document of what has its id.
  const sha256 = Buffer.alloc(32, 9);
  await world.rows('insert into forewarn.documents values ($1, $2, $3, $4)', [sha256, real, real.length, machine.clock.now()]);
  await world.rows('update forewarn.advisory_revisions set document_sha256 = $1 where advisory_id = $2', [sha256, advisoryId]);
  expect((await priority()).inputs.ssvc.answers).toContainEqual(
    expect.objectContaining({ point: 'exploitation', value: 'active', from: 'record', by: 'CISA ADP', cve: 'CVE-2024-3400' }),
  );
});
