import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { buildApp } from '../http/build-app.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerAdvisoryRoutes } from './advisory-routes.ts';
import { ingestDocument } from './ingest-document.ts';
import { exampleText, rawDocument } from './raw-document.test-support.ts';

let machine: TestMachine;
let app: FastifyInstance;
let cert: string;
let member: string;

beforeAll(async () => {
  machine = await testMachine();
  app = await buildApp(machine);
  registerAdvisoryRoutes(app, machine);
  await app.ready();
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [{ name: 'GGZ Rietmark', ...bare }]);
  const institutionId = (await machine.database.pool.query('select id from forewarn.institutions')).rows[0].id;
  const now = machine.clock.now();
  cert = await makeToken(machine.database, { kind: 'cert', name: 'analist', roles: ['analyst'] }, now);
  member = await makeToken(machine.database, { kind: 'institution', name: 'Rietmark', institutionId }, now);
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
});

async function call(token: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object | Uint8Array | string) {
  const payload = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : Buffer.from(payload) }),
  });
  return { status: response.statusCode, body: response.json(), raw: response };
}
const handIn = async (text: string, fileName = 'advies.json') =>
  (await call(cert, 'POST', `/api/advisories?fileName=${fileName}`, text)).body;
const titles = async (token: string, query = '') =>
  (await call(token, 'GET', `/api/advisories${query}`)).body.advisories.map(({ title }: { title: string }) => title);
const quarantined = (text: string) =>
  rawDocument(text, {
    url: 'https://meridiaan.example/quarantined.json',
    verdict: 'quarantined',
    verdictReason: 'The sha256 that the publisher states belongs to other bytes.',
    hashCheck: { kind: 'mismatch', algorithm: 'sha256', stated: 'aa', actual: 'bb' },
  });

test('a document is handed in, listed, shown with what it says, and comes back byte for byte', async () => {
  const text = `\n${exampleText({ title: 'Lek in Meridiaan LAB' }, { id: 'MER-API-1' })}  `;
  const taken = await handIn(text, 'lek in lab.json');
  expect(taken).toMatchObject({ kind: 'new', change: 'first', isInForce: true, problems: [] });
  expect(await handIn(text, 'lek in lab.json')).toMatchObject({ kind: 'known', advisoryId: taken.advisoryId, sha256: taken.sha256 });
  const { body } = await call(cert, 'GET', `/api/advisories/${taken.advisoryId}`);
  expect(body).toMatchObject({
    trackingId: 'MER-API-1',
    publisher: 'Meridiaan PSIRT',
    severity: 9.8,
    cves: ['CVE-2026-00001'],
    advisory: { title: 'Lek in Meridiaan LAB', products: [{ supplier: 'Meridiaan Zorgsoftware' }, {}] },
    revisions: [{ sequence: 1, isInForce: true, change: { kind: 'first', texts: ['Dit is de eerste versie die wij kregen.'] } }],
    retrievals: [{ url: 'handed-in:lek%20in%20lab.json', hashCheck: { kind: 'absent' }, verdict: 'accepted' }],
  });
  const { raw } = await call(cert, 'GET', `/api/advisories/${taken.advisoryId}/revisions/1`);
  expect(raw.json().sha256).toBe(taken.sha256);
  const original = await app.inject({
    url: `/api/advisories/${taken.advisoryId}/revisions/1/original`,
    headers: { authorization: `Bearer ${cert}` },
  });
  expect(original.body).toBe(text);
  expect(original.headers['x-sha256']).toBe(taken.sha256);
  expect(original.headers['content-disposition']).toMatch(/^attachment;/);
});

test('a document with a slip is taken in, and the answer says what and where', async () => {
  const taken = await handIn(exampleText({}, { id: 'MER-API-SLIP', version: '3.0.0' }));
  expect(taken).toMatchObject({
    kind: 'new',
    problems: [{ code: 'csaf-6-1-16', at: '/document/tracking/version', source: 'CSAF 2.0 §6.1.16' }],
  });
  expect(await titles(cert, '?problems=true')).toEqual(['Lek in Meridiaan EPD']);
});

test('broken JSON is answered with line and column, kept, and listed', async () => {
  const taken = await handIn('{"document": {"title": "x",}}');
  expect(taken).toMatchObject({ kind: 'unreadable', problems: [{ code: 'trailing-comma', at: 'line 1, column 27' }] });
  const { body } = await call(cert, 'GET', '/api/unreadable-documents');
  expect(body.documents).toMatchObject([{ sha256: taken.sha256, sizeBytes: 29, problems: [{ code: 'trailing-comma' }] }]);
  const original = await app.inject({ url: `/api/documents/${taken.sha256}`, headers: { authorization: `Bearer ${cert}` } });
  expect(original.body).toBe('{"document": {"title": "x",}}');
});

test('two revisions can be compared, in words and in either language', async () => {
  const id = 'MER-API-COMPARE';
  const { advisoryId } = await handIn(exampleText({}, { id }));
  const tree = JSON.parse(JSON.stringify(EXAMPLE_CSAF.product_tree).replaceAll('6.2.15', '6.2.16'));
  delete tree.product_groups;
  await handIn(exampleText({}, { id, version: '1.1.0', current_release_date: '2026-11-24T08:00:00Z' }, { product_tree: tree }));
  const compare = async (query: string) => (await call(cert, 'GET', `/api/advisories/${advisoryId}/compare?${query}`)).body;
  const comparison = await compare('from=1&to=2&language=en');
  expect(comparison).toMatchObject({
    kind: 'material',
    changes: expect.arrayContaining([expect.objectContaining({ what: 'product-version', before: '6.2.15' })]),
  });
  expect(comparison.texts).toContain('The version of Meridiaan EPD 6.2.16 is now 6.2.16 (was 6.2.15).');
  expect((await compare('from=2&to=1')).texts).toContain('De versie van Meridiaan EPD 6.2.15 is nu 6.2.15 (was 6.2.16).');
  expect((await call(cert, 'GET', `/api/advisories/${advisoryId}/compare?from=1&to=9`)).status).toBe(404);
  const shown = (await call(cert, 'GET', `/api/advisories/${advisoryId}`)).body;
  expect(shown.revisions.map(({ sequence, isInForce }: { sequence: number; isInForce: boolean }) => [sequence, isInForce])).toEqual([
    [2, true],
    [1, false],
  ]);
});

test('an institution reads what is free and nothing of what is not: no problems, no sources, no originals', async () => {
  const { advisoryId: amber } = await handIn(
    exampleText({ title: 'Besloten', distribution: { tlp: { label: 'AMBER' } } }, { id: 'MER-AMBER' }),
  );
  const { advisoryId: free } = await handIn(
    exampleText({ title: 'Vrij', distribution: { tlp: { label: 'GREEN' } } }, { id: 'MER-GREEN', version: '9' }),
  );
  expect(await titles(member, '?text=MER-')).toContain('Vrij');
  expect(await titles(member, '?text=MER-')).not.toContain('Besloten');
  for (const path of [`/api/advisories/${amber}`, `/api/advisories/${amber}/revisions/1`, `/api/advisories/${amber}/compare?from=1&to=1`])
    expect((await call(member, 'GET', path)).status).toBe(404);
  const shown = (await call(member, 'GET', `/api/advisories/${free}`)).body;
  expect(shown).toMatchObject({
    title: 'Vrij',
    problemCount: 0,
    problems: [],
    retrievals: [],
    revisions: [{ sequence: 1, problemCount: 0 }],
  });
  for (const path of [`/api/advisories/${free}/revisions/1/original`, '/api/quarantined-documents', '/api/unreadable-documents'])
    expect((await call(member, 'GET', path)).status).toBe(403);
  expect((await call(member, 'POST', '/api/advisories', exampleText())).status).toBe(403);
});

test('an advisory that becomes closed is closed with all that it was', async () => {
  const { advisoryId } = await handIn(exampleText({}, { id: 'MER-CLOSES' }));
  expect((await call(member, 'GET', `/api/advisories/${advisoryId}/revisions/1`)).status).toBe(200);
  await handIn(
    exampleText(
      { distribution: { tlp: { label: 'RED' } } },
      { id: 'MER-CLOSES', version: '1.1.0', current_release_date: '2026-11-24T08:00:00Z' },
    ),
  );
  for (const path of ['', '/revisions/1', '/compare?from=1&to=1'])
    expect((await call(member, 'GET', `/api/advisories/${advisoryId}${path}`)).status).toBe(404);
});

test('the list is found by words, CVE, publisher, severity and moment, and is read page by page', async () => {
  const other = { publisher: { category: 'vendor', name: '100% Zorg_ICT', namespace: 'https://zorgict.example' } };
  await handIn(exampleText({ ...other, title: 'Zeldzaam woord' }, { id: 'ZI-1' }, { vulnerabilities: [{ cve: 'CVE-2026-77777' }] }));
  expect(await titles(cert, '?text=zeldzaam')).toEqual(['Zeldzaam woord']);
  expect(await titles(cert, '?text=cve-2026-77777')).toEqual(['Zeldzaam woord']);
  expect(await titles(cert, '?text=zi-1')).toEqual(['Zeldzaam woord']);
  expect(await titles(cert, `?publisher=${encodeURIComponent('100% Zorg_')}`)).toEqual(['Zeldzaam woord']);
  expect(await titles(cert, `?text=${encodeURIComponent('%')}`)).toEqual(['Zeldzaam woord']);
  expect(await titles(cert, '?severityMin=9.9')).toEqual([]);
  expect(await titles(cert, '?since=2027-01-01T00:00:00Z')).toEqual([]);
  const all = await titles(cert);
  const paged: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const { body } = await call(cert, 'GET', `/api/advisories?limit=2${next === '' ? '' : `&after=${next}`}`);
    paged.push(...body.advisories.map(({ title }: { title: string }) => title));
    next = body.next as string | undefined;
  }
  expect(paged).toEqual(all);
});

test('a document in quarantine is shown with why, and is taken in when somebody releases it, once', async () => {
  await ingestDocument(machine, quarantined(exampleText({ title: 'In quarantaine' }, { id: 'MER-Q1' })));
  expect(await titles(cert, '?text=MER-Q1')).toEqual([]);
  const [waiting] = (await call(cert, 'GET', '/api/quarantined-documents')).body.documents;
  expect(waiting).toMatchObject({
    title: 'In quarantaine',
    trackingId: 'MER-Q1',
    verdictReason: 'The sha256 that the publisher states belongs to other bytes.',
    hashCheck: { kind: 'mismatch' },
  });
  const decide = (decision: string) => call(cert, 'POST', `/api/quarantined-documents/${waiting.id}/decision`, { decision });
  const released = await decide('release');
  expect(released.body).toMatchObject({ kind: 'released', problems: [] });
  expect(await titles(cert, '?text=MER-Q1')).toEqual(['In quarantaine']);
  const again = await decide('reject');
  expect([again.status, again.body.code, again.body.title]).toEqual([409, 'decided-before', expect.stringContaining('by analist')]);
  expect((await call(cert, 'GET', '/api/quarantined-documents')).body.documents).toEqual([]);
  const shown = (await call(cert, 'GET', `/api/advisories/${released.body.advisoryId}`)).body;
  expect(shown.retrievals).toMatchObject([{ verdict: 'quarantined', releasedBy: 'analist' }]);
  // The source gives it again with the same doubt: it was decided.
  expect(await ingestDocument(machine, quarantined(exampleText({ title: 'In quarantaine' }, { id: 'MER-Q1' })))).toMatchObject({
    kind: 'known',
  });
});

test('a rejected document stays out, also when its source gives it again with everything right', async () => {
  const text = exampleText({ title: 'Verworpen' }, { id: 'MER-Q2' });
  await ingestDocument(machine, quarantined(text));
  const [waiting] = (await call(cert, 'GET', '/api/quarantined-documents')).body.documents;
  expect((await call(cert, 'POST', `/api/quarantined-documents/${waiting.id}/decision`, { decision: 'reject' })).body).toMatchObject({
    kind: 'rejected',
  });
  expect(await ingestDocument(machine, { ...quarantined(text), verdict: 'accepted' })).toMatchObject({ kind: 'quarantined' });
  expect(await titles(cert, '?text=MER-Q2')).toEqual([]);
});

test('what was in quarantine for a slip with its hash is taken in once the source puts that right', async () => {
  const text = exampleText({ title: 'Hersteld' }, { id: 'MER-Q3' });
  expect(await ingestDocument(machine, quarantined(text))).toMatchObject({ kind: 'quarantined' });
  expect(
    await ingestDocument(machine, { ...quarantined(text), verdict: 'accepted', hashCheck: { kind: 'matches', algorithms: ['sha256'] } }),
  ).toMatchObject({
    kind: 'new',
  });
  expect((await call(cert, 'GET', '/api/quarantined-documents')).body.documents).toEqual([]);
});

test('a list of exploited vulnerabilities marks the advisories that it is about', async () => {
  const marked = async (token: string) =>
    (await call(token, 'GET', '/api/advisories?text=MER-API-1')).body.advisories.map(
      ({ knownExploited }: { knownExploited: boolean }) => knownExploited,
    );
  expect(await marked(cert)).toEqual([false]);
  const put = await call(cert, 'PUT', '/api/known-exploited/cisa', 'CVE-2026-00001\nCVE-2026-00002\n');
  expect(put.body).toMatchObject({ list: 'cisa', entries: 2, added: 2, removed: 0 });
  expect([await marked(cert), await marked(member)]).toEqual([[true], [true]]);
  expect((await call(cert, 'PUT', '/api/known-exploited/cisa', 'nothing here')).status).toBe(422);
});

test('a revision is validated with every test of the standard when somebody asks', async () => {
  const { advisoryId } = await handIn(exampleText({}, { id: 'MER-EVERY' }));
  const { body } = await call(cert, 'GET', `/api/advisories/${advisoryId}/revisions/1/validation`);
  expect(body.problems.map(({ code }: { code: string }) => code)).toContain('csaf-6-2-11');
});

test('a member searches sixty times a minute and is then told to wait, and so is nobody else; the desk is not counted', async () => {
  const bare = { locations: [], networks: [], domains: [], contacts: [] };
  await acceptInstitutions(machine, { kind: 'system', name: 'test' }, [{ name: 'GGZ Vraagaak', ...bare }]);
  const { rows } = await machine.database.pool.query(`select id from forewarn.institutions where name = 'GGZ Vraagaak'`);
  const token = await makeToken(
    machine.database,
    { kind: 'institution', name: 'Vraagaak', institutionId: rows[0].id },
    machine.clock.now(),
  );
  const ask = async (who: string) => call(who, 'GET', '/api/advisories?limit=1');
  for (let asked = 0; asked < 60; asked += 1) expect((await ask(token)).status).toBe(200);
  expect(await ask(token)).toMatchObject({ status: 429, body: { code: 'too-many' } });
  expect((await ask(member)).status).toBe(200);
  for (let asked = 0; asked < 70; asked += 1) expect((await ask(cert)).status).toBe(200);
});
