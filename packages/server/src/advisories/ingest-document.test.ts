import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { ingestDocument, ingestDocuments, type Ingested } from './ingest-document.ts';
import { markWithdrawn } from './mark-withdrawn.ts';
import { exampleText, rawDocument } from './raw-document.test-support.ts';

let machine: TestMachine;
beforeAll(async () => {
  machine = await testMachine();
});
afterAll(() => machine?.close());

const rows = async (query: string, ...values: unknown[]) => (await machine.database.pool.query(query, values)).rows;
const count = async (table: string) => Number((await rows(`select count(*) from forewarn.${table}`))[0].count);
const jobs = async () =>
  (
    await rows(`select p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
      where j.task_identifier = 'match-advisory' order by j.id`)
  ).map(({ payload }) => payload.revisionId as string);
const latest = async (trackingId: string) =>
  (
    await rows(
      `select r.tracking_version, a.tlp, a.withdrawn_at, r.id from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.tracking_id = $1`,
      trackingId,
    )
  )[0];
const take = (text: string, change = {}) => ingestDocument(machine, rawDocument(text, change));
const isNew = (ingested: Ingested) => {
  if (ingested.kind !== 'new') throw new Error(`it is ${ingested.kind}`);
  return ingested;
};

let sources = 0;
async function addSource(): Promise<string> {
  sources += 1;
  const id = `00000000-0000-7000-8000-00000000000${sources}`;
  await rows(
    `insert into forewarn.sources (id, name, kind, url, added_at, next_poll_at) values ($1, $2, 'csaf-provider', 'https://x.example', now(), now())`,
    id,
    `source ${sources}`,
  );
  return id;
}

test('a new document is kept byte for byte, read, stored with its keys, audited, and matched', async () => {
  const text = ` ${exampleText()}\n`;
  const first = isNew(await take(text));
  expect(first).toMatchObject({ change: 'first', isInForce: true, problemCount: 0 });
  const [kept] = await rows('select bytes, size_bytes from forewarn.documents');
  expect(kept.bytes.toString()).toBe(text);
  const [revision] = await rows('select * from forewarn.advisory_revisions where id = $1', first.revisionId);
  expect(revision).toMatchObject({
    sequence: 1,
    tracking_version: '1.0.0',
    severity: 9.8,
    cves: ['CVE-2026-00001'],
    problems: [],
    change: { kind: 'first' },
  });
  expect(revision.normalised.title).toBe('Lek in Meridiaan EPD');
  expect(revision.product_keys.length).toBeGreaterThan(0);
  expect(await jobs()).toEqual([first.revisionId]);
  expect(await rows(`select details from forewarn.audit_log where action = 'advisory-revision-stored'`)).toMatchObject([
    { details: { change: 'first' } },
  ]);
});

test('the same bytes again change nothing: one document, one revision, one job, from two places two retrievals', async () => {
  const text = exampleText({}, { id: 'MER-SAME' });
  const first = isNew(await take(text));
  const before = [await count('documents'), await count('advisory_revisions'), await jobs(), await count('audit_log')];
  expect(await take(text)).toEqual({ kind: 'known', advisoryId: first.advisoryId, revisionId: first.revisionId });
  expect(await take(text, { url: 'https://mirror.example/same.json' })).toMatchObject({ kind: 'known' });
  expect(await take(text, { url: 'https://mirror.example/same.json' })).toMatchObject({ kind: 'known' });
  expect([await count('documents'), await count('advisory_revisions'), await jobs(), await count('audit_log')]).toEqual(before);
  const sha256 = createHash('sha256').update(text).digest();
  expect(await rows('select url from forewarn.retrievals where document_sha256 = $1', sha256)).toHaveLength(2);
});

test('a publisher that edits without a new version is seen; words alone match nobody again', async () => {
  const id = 'MER-SILENT';
  await take(exampleText({}, { id }));
  const before = await jobs();
  expect(await take(exampleText({ title: 'Lek in Meridiaan EPD (2)' }, { id }))).toMatchObject({
    kind: 'new',
    change: 'editorial',
    isInForce: true,
  });
  // The same JSON written otherwise.
  expect(await take(JSON.stringify(JSON.parse(exampleText({ title: 'Lek in Meridiaan EPD (2)' }, { id })), null, 2))).toMatchObject({
    change: 'unchanged',
  });
  expect(await jobs()).toEqual(before);
  const vulnerabilities = [{ ...EXAMPLE_CSAF.vulnerabilities[0], product_status: { known_not_affected: ['P1'] } }];
  const material = isNew(await take(exampleText({ title: 'Lek in Meridiaan EPD (2)' }, { id }, { vulnerabilities })));
  expect(material).toMatchObject({ change: 'material', isInForce: true });
  expect(await jobs()).toEqual([...before, material.revisionId]);
});

test('an older revision that arrives later is kept and does not become the one in force', async () => {
  const id = 'MER-LATE';
  const version = (number: string, hour: number) =>
    exampleText({ title: `Versie ${number}` }, { id, version: number, current_release_date: `2026-11-23T${hour}:00:00Z` });
  await take(version('1.0.0', 10));
  await take(version('3.0.0', 12));
  const before = await jobs();
  expect(await take(version('2.0.0', 11))).toMatchObject({ kind: 'new', isInForce: false, change: 'editorial' });
  expect((await latest(id)).tracking_version).toBe('3.0.0');
  expect(await jobs()).toEqual(before);
  const [late] = await rows(`select change from forewarn.advisory_revisions where title = 'Versie 2.0.0'`);
  // Compared with the one that it follows, not with the one that came before it by chance.
  expect(late.change).toMatchObject({
    isLate: true,
    changes: expect.arrayContaining([{ what: 'title', before: 'Versie 1.0.0', after: 'Versie 2.0.0' }]),
  });
});

test('two publishers with one tracking id are two advisories', async () => {
  const of = (namespace: string) => exampleText({ publisher: { ...EXAMPLE_CSAF.document.publisher, namespace } }, { id: 'SHARED-1' });
  const [a, b] = await ingestDocuments(machine, [rawDocument(of('https://a.example')), rawDocument(of('https://b.example'))]);
  expect([a, b]).toMatchObject([
    { kind: 'new', change: 'first' },
    { kind: 'new', change: 'first' },
  ]);
  expect(a?.kind === 'new' && b?.kind === 'new' && a.advisoryId !== b.advisoryId).toBe(true);
});

test('a provider can not overwrite the advisory of another publisher, nor be first with it for ever', async () => {
  const [own, other] = [await addSource(), await addSource()];
  const fromOwn = { sourceId: own, providerNamespace: 'https://www.meridiaan.example/' };
  const fromOther = { sourceId: other, providerNamespace: 'https://other.example' };
  const tracking = (version: string) => ({ id: 'MER-FOREIGN', version, current_release_date: `2026-11-23T1${version[0]}:00:00Z` });

  // First only the other has it: better than nothing, with a problem for the CERT.
  const foreign = isNew(await take(exampleText({ title: 'Van een ander' }, tracking('9.0.0')), fromOther));
  expect(foreign.isInForce).toBe(true);
  // The publisher's own goes before it, though its version is lower.
  const real = isNew(await take(exampleText({}, tracking('1.0.0')), fromOwn));
  expect(real.isInForce).toBe(true);
  // And from then on what the other gives in its name is only kept.
  const before = await jobs();
  expect(await take(exampleText({ title: 'Ingetrokken' }, tracking('8.0.0')), fromOther)).toMatchObject({ kind: 'new', isInForce: false });
  expect((await latest('MER-FOREIGN')).id).toBe(real.revisionId);
  expect(await jobs()).toEqual(before);
  const [kept] = await rows('select problems from forewarn.advisory_revisions where id = $1', foreign.revisionId);
  expect(kept.problems[0]).toMatchObject({ code: 'publisher-not-of-source', at: '/document/publisher/namespace' });
});

test('a document that first only a mirror gave is the publisher’s own once the publisher gives the same bytes', async () => {
  const [own, mirror] = [await addSource(), await addSource()];
  const text = exampleText({}, { id: 'MER-MIRROR' });
  const first = isNew(await take(text, { sourceId: mirror, providerNamespace: 'https://mirror.example' }));
  await take(text, { sourceId: own, providerNamespace: 'https://meridiaan.example' });
  const [kept] = await rows('select problems, change from forewarn.advisory_revisions where id = $1', first.revisionId);
  expect(kept).toEqual({ problems: [], change: { kind: 'first', changes: [] } });
});

test('an advisory that no source lists any more is withdrawn and matched, and counts again when it is listed again', async () => {
  const [a, b] = [await addSource(), await addSource()];
  const text = exampleText({}, { id: 'MER-GONE' });
  const at = machine.clock.now();
  const url = 'https://meridiaan.example/gone.json';
  const principal = { kind: 'system', name: 'test' } as const;
  const gone = (sourceId: string) =>
    asSystem(machine.database, 'test', (trx) => markWithdrawn(trx, { sourceId, urls: [url], at, principal }));
  const { advisoryId, revisionId } = isNew(await take(text, { sourceId: a, url }));
  await take(text, { sourceId: b, url });
  await take(text); // a copy that somebody handed in
  expect(await gone(a)).toEqual([]);
  expect((await latest('MER-GONE')).withdrawn_at).toBeNull();
  await rows('delete from graphile_worker._private_jobs');
  expect(await gone(b)).toEqual([advisoryId]);
  expect(await gone(b)).toEqual([]);
  expect(await jobs()).toEqual([revisionId]);
  expect((await latest('MER-GONE')).withdrawn_at).toBe(at);
  expect(await take(text, { sourceId: a, url })).toMatchObject({ kind: 'known' });
  expect((await latest('MER-GONE')).withdrawn_at).toBeNull();
});

test('a document that can not be read is kept with why, at its place, once', async () => {
  const broken = exampleText({}, { id: 'MER-BROKEN' }).replace('"vulnerabilities"', ',"vulnerabilities"');
  const outcome = await take(broken);
  expect(outcome).toMatchObject({
    kind: 'unreadable',
    problems: [{ code: 'json-broken', at: expect.stringMatching(/^line 1, column \d+$/) }],
  });
  expect(await take(broken, { url: 'https://other.example/x' })).toEqual(outcome);
  const [kept] = await rows(
    'select d.bytes, u.url from forewarn.unreadable_documents u join forewarn.documents d on d.sha256 = u.document_sha256',
  );
  expect([kept.bytes.toString(), kept.url]).toEqual([broken, 'https://meridiaan.example/csaf/document.json']);
});

test('what is not valid is read nevertheless, with its problems', async () => {
  const product_tree = { ...EXAMPLE_CSAF.product_tree, product_groups: [{ group_id: 'G1', product_ids: ['P1', 'nobody'] }] };
  const outcome = isNew(
    await take(exampleText({ category: 'csaf_security_advisory' }, { id: 'MER-INVALID', version: '7' }, { product_tree })),
  );
  const [kept] = await rows('select problems, product_keys from forewarn.advisory_revisions where id = $1', outcome.revisionId);
  expect(kept.problems.map(({ source, at }: { source: string; at: string }) => `${source} ${at}`)).toEqual(
    expect.arrayContaining(['CSAF 2.0 §6.1.1 /product_tree/product_groups/0/product_ids/1', 'CSAF 2.0 §6.1.16 /document/tracking/version']),
  );
  expect(kept.product_keys.length).toBeGreaterThan(0);
});

test('ten intakes of ten revisions of one advisory at once leave one advisory with ten revisions in a row', async () => {
  const texts = Array.from({ length: 10 }, (_, place) =>
    exampleText(
      { title: `Keer ${place}` },
      { id: 'MER-CROWD', version: `1.${place}.0`, current_release_date: `2026-11-23T08:0${place}:00Z` },
    ),
  );
  const outcomes = await Promise.all([...texts, ...texts].map((text) => take(text)));
  expect(outcomes.filter(({ kind }) => kind === 'new')).toHaveLength(10);
  const found = await rows(
    `select r.sequence from forewarn.advisory_revisions r join forewarn.advisories a on a.id = r.advisory_id where a.tracking_id = 'MER-CROWD' order by 1`,
  );
  expect(found.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect((await latest('MER-CROWD')).tracking_version).toBe('1.9.0');
});

test('two batches of the same advisories in opposite order do not wait for each other', async () => {
  const batch = (title: string) =>
    Array.from({ length: 12 }, (_, place) => rawDocument(exampleText({ title }, { id: `MER-CROSS-${place}` })));
  const outcomes = await Promise.all([ingestDocuments(machine, batch('een')), ingestDocuments(machine, batch('twee').toReversed())]);
  expect(outcomes.flat().every(({ kind }) => kind === 'new')).toBe(true);
});

test('revisions of one advisory in one batch follow each other', async () => {
  const text = (place: number) =>
    exampleText(
      { title: `Deel ${place}` },
      { id: 'MER-BATCH', version: `${place}.0.0`, current_release_date: `2026-11-23T0${place}:00:00Z` },
    );
  const outcomes = await ingestDocuments(
    machine,
    [1, 3, 2, 3].map((place) => rawDocument(text(place))),
  );
  expect(outcomes).toMatchObject([
    { kind: 'new', change: 'first', isInForce: true },
    { kind: 'new', change: 'editorial', isInForce: true },
    { kind: 'new', change: 'editorial', isInForce: false },
    { kind: 'known' },
  ]);
  expect((await latest('MER-BATCH')).tracking_version).toBe('3.0.0');
});

test('an unlabelled document has the label of its feed', async () => {
  await take(exampleText({ distribution: undefined }, { id: 'MER-FEED' }), { feedLabel: 'AMBER' });
  expect((await latest('MER-FEED')).tlp).toBe('AMBER');
});

test('what a hostile publisher writes is kept as text, bounded, and takes nothing down', async () => {
  const script = '<script>alert(1)</script>\u202e\u0000\ud800';
  const long = 'é'.repeat(50_000);
  const branch = (name: string, id: string) => ({
    category: 'product_name',
    name,
    product: { product_id: id, name, product_identification_helper: { cpe: long, purl: `pkg:generic/${long}`, model_numbers: [long] } },
  });
  const hostile = exampleText(
    { title: script, publisher: { category: 'vendor', name: "'; drop table forewarn.documents; --", namespace: `https://${long}` } },
    { id: `../../${long}`, version: script },
    { product_tree: { branches: [{ category: 'vendor', name: long, branches: [branch(script, 'P1'), branch(long, long)] }] } },
  );
  const outcome = isNew(await take(hostile));
  const [kept] = await rows(
    'select title, tracking_version, normalised from forewarn.advisory_revisions where id = $1',
    outcome.revisionId,
  );
  expect(kept.title).toContain('<script>');
  expect(JSON.stringify(kept)).not.toMatch(/\\u0000/);
});

test('an address longer than an index takes does not keep its document out', async () => {
  const url = `https://meridiaan.example/${'a%20'.repeat(5_000)}`;
  const outcomes = await ingestDocuments(machine, [
    rawDocument(exampleText({}, { id: 'MER-BESIDE' })),
    rawDocument(exampleText({}, { id: 'MER-LONG-URL' }), { url }),
  ]);
  expect(outcomes).toMatchObject([{ kind: 'new' }, { kind: 'new' }]);
});

test('where the database does not take what one document says, that one is kept as unreadable and the others are taken in', async () => {
  await rows(`create function forewarn.refuse_poison() returns trigger language plpgsql as $$ begin
    if new.title = 'Gif' then raise exception 'too much' using errcode = '54000'; end if; return new; end $$`);
  await rows('create trigger poison before insert on forewarn.advisory_revisions for each row execute function forewarn.refuse_poison()');
  const outcomes = await ingestDocuments(
    machine,
    ['Een', 'Gif', 'Twee'].map((title) => rawDocument(exampleText({ title }, { id: `MER-${title}` }))),
  );
  expect(outcomes).toMatchObject([{ kind: 'new' }, { kind: 'unreadable', problems: [{ code: 'not-storable' }] }, { kind: 'new' }]);
  const sha256 = createHash('sha256')
    .update(exampleText({ title: 'Gif' }, { id: 'MER-Gif' }))
    .digest();
  expect(await rows('select 1 from forewarn.documents where sha256 = $1', sha256)).toHaveLength(1);
});
