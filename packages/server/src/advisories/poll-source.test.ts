import { sql } from 'kysely';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCsafPublisher, type CsafPublisher, type PublisherSettings } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { startTraceCollector } from '@forewarn/fakes/trace-collector/start-trace-collector.ts';
import { startTraces } from '../outbound/start-traces.ts';
import { makeSigningKey } from '@forewarn/fakes/csaf-publisher/signing-key.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { takePresence } from '../database/worker-presence.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleCsaf } from './example-csaf.test-support.ts';
import type { PollOutcome } from './finish-poll.ts';
import { pollSource } from './poll-source.ts';
import { insertSource, leaseSource } from './source-store.ts';
import { showSource } from './show-source.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { SourcePolicy } from './sources/source-policy.ts';

let machine: TestMachine;
const publishers: CsafPublisher[] = [];
const NOW = '2026-11-23T09:00:00Z';

beforeAll(async () => {
  machine = await testMachine();
});
afterEach(() => machine.setNow(NOW));
afterAll(async () => {
  for (const publisher of publishers) await publisher.stop();
  await machine?.close();
});

async function publisherWith(ids: readonly string[], settings: PublisherSettings = {}): Promise<CsafPublisher> {
  const publisher = await startCsafPublisher(settings);
  publishers.push(publisher);
  for (const [place, id] of ids.entries())
    await publisher.publish(exampleCsaf(id), { updated: new Date(Date.UTC(2026, 10, 20, 8, place)) });
  return publisher;
}

async function sourceOf(url: string, more: { allowPrivate?: boolean; kind?: string; policy?: SourcePolicy } = {}): Promise<string> {
  const now = machine.clock.now();
  const id = newId<'Source'>(now);
  await asSystem(machine.database, 'test', (trx) =>
    insertSource(trx, {
      id,
      name: id,
      kind: 'csaf-provider',
      url,
      allowPrivate: true,
      scheduleSeconds: 900,
      policy: {},
      addedAt: now,
      nextPollAt: now,
      ...more,
    }),
  );
  return id;
}

async function poll(sourceId: string): Promise<PollOutcome> {
  const outcome = await pollSource(machine, { sourceId });
  if (outcome.kind !== 'polled') throw new Error('somebody else polls it');
  return outcome;
}

async function shown(sourceId: string) {
  const source = await showSource(machine, { kind: 'system', name: 'test' }, sourceId);
  if (isRefusal(source)) throw new Error(source.message);
  return source;
}

async function rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> {
  return (await asSystem(machine.database, 'test', (trx) => query.execute(trx))).rows;
}

async function retrievals(sourceId: string) {
  return rows(
    sql<{ name: string; verdict: string; verdict_reason: string | null; signature: string; hash: string; withdrawn_at: string | null }>`
      select regexp_replace(url, '.*/', '') as name, verdict, verdict_reason, signature_check->>'kind' as signature, hash_check->>'kind' as hash, withdrawn_at
      from forewarn.retrievals where source_id = ${sourceId} order by url, retrieved_at`,
  );
}

async function openNotices(kind: string) {
  return rows(
    sql<{
      key: string;
      text: string;
    }>`select key, text from forewarn.notices where kind = ${kind} and resolved_at is null order by raised_at`,
  );
}

test('a second poll of an unchanged provider asks for metadata and feed, and is told that nothing changed', async () => {
  const publisher = await publisherWith(['VB-2026-1', 'VB-2026-2']);
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 2, quarantined: 0, faults: [] });
  publisher.forget();
  expect(await poll(source)).toMatchObject({ stored: 0, faults: [] });
  expect(publisher.requests.map(({ path, status }) => `${status} ${path.split('/').at(-1)}`)).toEqual([
    '304 provider-metadata.json',
    '304 feed.json',
  ]);
});

test('a document is kept byte for byte, with hash and signature checked', async () => {
  const bytes = Buffer.from(JSON.stringify(exampleCsaf('VB-2026-3')).replaceAll('":', '" \t:'));
  const publisher = await publisherWith([]);
  await publisher.publish(bytes);
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  expect(await retrievals(source)).toMatchObject([{ name: 'vb-2026-3.json', verdict: 'accepted', signature: 'valid', hash: 'matches' }]);
  const kept = await rows(
    sql<{
      bytes: Uint8Array;
    }>`select d.bytes from forewarn.documents d join forewarn.retrievals r on r.document_sha256 = d.sha256 where r.source_id = ${source}`,
  );
  expect(bytes.equals(kept[0]?.bytes ?? new Uint8Array())).toBe(true);
});

test('one flipped byte in a signed document is seen, and the document is quarantined with the reason in words', async () => {
  const publisher = await publisherWith(['VB-2026-4', 'VB-2026-5']);
  publisher.fail({ path: 'vb-2026-4.json', fault: { kind: 'flip-byte' } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 2, quarantined: 1 });
  expect(await retrievals(source)).toMatchObject([
    { name: 'vb-2026-4.json', verdict: 'quarantined', hash: 'mismatch', signature: 'invalid' },
    { name: 'vb-2026-5.json', verdict: 'accepted' },
  ]);
  const advisories = await rows(
    sql<{ id: string }>`select tracking_id as id from forewarn.advisories where tracking_id in ('VB-2026-4', 'VB-2026-5')`,
  );
  expect(advisories.map((row) => row.id)).toEqual(['VB-2026-5']);
  expect((await retrievals(source))[0]?.verdict_reason).toBe(
    'The sha256 that the publisher states belongs to other bytes. The signature does not belong to these bytes.',
  );
});

test('a quarantined document is asked for again, and counts once the publisher has put it right', async () => {
  const publisher = await publisherWith(['VB-2026-6']);
  publisher.fail({ path: 'vb-2026-6.json.asc', fault: { kind: 'body', body: await publisher.key.sign(Buffer.from('other')) } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 1, quarantined: 1 });
  publisher.heal();
  machine.setNow('2026-11-24T09:00:01Z');
  expect(await poll(source)).toMatchObject({ stored: 1, quarantined: 0 });
  expect(await retrievals(source)).toMatchObject([{ verdict: 'accepted', signature: 'valid' }]);
});

test('what a source is allowed decides: a bad signature that is accepted is still shown as bad', async () => {
  const publisher = await publisherWith(['VB-2026-7']);
  publisher.fail({ path: 'vb-2026-7.json.asc', fault: { kind: 'body', body: await publisher.key.sign(Buffer.from('other')) } });
  const source = await sourceOf(publisher.metadataUrl, { policy: { onBadSignature: 'accept' } });
  expect(await poll(source)).toMatchObject({ stored: 1, quarantined: 0 });
  expect(await retrievals(source)).toMatchObject([{ verdict: 'accepted', signature: 'invalid' }]);
});

test('a signature that a trusted provider leaves out puts the document in quarantine', async () => {
  const publisher = await publisherWith(['VB-2026-8']);
  publisher.fail({ path: '.asc', fault: { kind: 'status', status: 404 } });
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  // The key can't be had either, as it ends in .asc too: that is the source's fault in words.
  expect(await retrievals(source)).toMatchObject([{ verdict: 'quarantined', signature: 'absent', hash: 'matches' }]);
  expect((await shown(source)).lastFault?.message).toContain("The provider's key can't be fetched");
});

test('a document that fails leaves the others, holds the bookmark, and comes with the next poll', async () => {
  const publisher = await publisherWith(['VB-2026-10', 'VB-2026-11', 'VB-2026-12']);
  publisher.fail({ path: 'vb-2026-11.json', fault: { kind: 'status', status: 404 } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 2, waiting: 1, heard: true });
  const failing = await shown(source);
  expect(failing).toMatchObject({
    documentCount: 2,
    waitingCount: 1,
    failingCount: 1,
    lastFault: { code: 'status', message: 'There is nothing at this address (HTTP 404).' },
    listings: [{ storedUpTo: '2026-11-20T08:00:00.000Z', waiting: 1 }],
  });
  publisher.heal();
  publisher.forget();
  expect(await poll(source)).toMatchObject({ stored: 1, waiting: 0, faults: [] });
  expect(publisher.requests.filter(({ path }) => /vb-2026-1\d\.json$/.test(path)).map(({ path }) => path.split('/').at(-1))).toEqual([
    'vb-2026-11.json',
  ]);
  expect(await shown(source)).toMatchObject({ listings: [{ storedUpTo: '2026-11-20T08:02:00.000Z', waiting: 0 }], lastFault: undefined });
});

test('a publisher that drops the connection half way loses nothing: the next poll brings the rest, and nothing twice', async () => {
  const ids = Array.from({ length: 30 }, (_, place) => `VB-2026-${100 + place}`);
  const publisher = await publisherWith(ids);
  const source = await sourceOf(publisher.metadataUrl);
  publisher.fail({ path: /vb-2026-1(1[2-9]|2\d)\.json$/, fault: { kind: 'drop', afterBytes: 20 } });
  const first = await poll(source);
  expect(first.stored).toBeGreaterThanOrEqual(12);
  expect(first.stored + first.waiting).toBe(30);
  expect(first.faults[0]).toMatchObject({ code: 'connection' });
  publisher.heal();
  publisher.forget();
  expect(await poll(source)).toMatchObject({ stored: 30 - first.stored, waiting: 0, faults: [] });
  expect(publisher.requests.filter(({ path }) => /\d\.json$/.test(path))).toHaveLength(30 - first.stored);
  expect(await retrievals(source)).toHaveLength(30);
});

test('a hash that does not come for now makes the document fail for now, and not count as one without a hash', async () => {
  const publisher = await publisherWith(['VB-2026-20']);
  publisher.fail({ path: '.sha512', fault: { kind: 'status', status: 500 } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 0, waiting: 1, faults: [{ code: 'status' }] });
  publisher.heal();
  expect(await poll(source)).toMatchObject({ stored: 1, waiting: 0 });
});

test('a revision is fetched again, and only that', async () => {
  const publisher = await publisherWith(['VB-2026-30', 'VB-2026-31']);
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  await publisher.publish(exampleCsaf('VB-2026-30', { version: '2', product: 'Agenda' }), { updated: new Date('2026-11-21T08:00:00Z') });
  publisher.forget();
  expect(await poll(source)).toMatchObject({ stored: 1 });
  expect(publisher.requests.some(({ path }) => path.includes('vb-2026-31'))).toBe(false);
});

test('a document put into the middle of a feed, older than what we have, is not missed', async () => {
  const publisher = await publisherWith(['VB-2026-32', 'VB-2026-33']);
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  await publisher.publish(exampleCsaf('VB-2026-34'), { updated: new Date('2026-01-01T00:00:00Z') });
  expect(await poll(source)).toMatchObject({ stored: 1 });
});

test.for(['rolie', 'directory'] as const)(
  'a document that the publisher withdraws is seen as withdrawn (%s), and the CERT is told',
  async (distribution) => {
    const name = `VB-${distribution}`;
    const publisher = await publisherWith([`${name}-1`, `${name}-2`], { distribution });
    const source = await sourceOf(publisher.metadataUrl);
    expect(await poll(source)).toMatchObject({ stored: 2, withdrawn: 0 });
    publisher.withdraw(`${name}-1`);
    expect(await poll(source)).toMatchObject({ stored: 0, withdrawn: 1 });
    expect((await retrievals(source)).map((row) => row.withdrawn_at !== null)).toEqual([true, false]);
    const notices = (await openNotices('documents-withdrawn')).filter(({ key }) => key.startsWith(source));
    expect(notices.map(({ text }) => text).join()).toContain(`${name.toLowerCase()}-1.json`);
    expect(await shown(source)).toMatchObject({ documentCount: 1, withdrawnCount: 1 });
    await publisher.publish(exampleCsaf(`${name}-1`), { updated: new Date('2026-11-20T08:00:00Z') });
    expect(await poll(source)).toMatchObject({ stored: 1 });
    expect((await retrievals(source)).map((row) => row.withdrawn_at)).toEqual([null, null]);
  },
);

test('a feed that suddenly has lost most of its documents withdraws nothing, and is a fault in words', async () => {
  const publisher = await publisherWith(Array.from({ length: 12 }, (_, place) => `VB-2026-${200 + place}`));
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  publisher.fail({ path: 'feed.json', fault: { kind: 'body', body: '{"feed":{"entry":[]}}' } });
  expect(await poll(source)).toMatchObject({
    withdrawn: 0,
    faults: [{ code: 'listing-shrank', message: expect.stringContaining('0 documents where it named 12') }],
  });
  expect(await shown(source)).toMatchObject({ documentCount: 12 });
});

test('folders are read by index.txt and changes.csv', async () => {
  const publisher = await publisherWith(['VB-2026-40', 'VB-2026-41'], { distribution: 'directory' });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 2 });
  publisher.forget();
  expect(await poll(source)).toMatchObject({ stored: 0 });
  expect(publisher.requests.map(({ status }) => status).filter((status) => status === 200)).toEqual([]);
});

test('a feed whose pages and entries point to itself ends', async () => {
  const publisher = await publisherWith([]);
  const self = `${publisher.url}/.well-known/csaf/white/feed.json`;
  const body = JSON.stringify({
    feed: { link: [{ rel: 'next', href: self }], entry: [{ link: [{ rel: 'self', href: self }], updated: '2026-01-01T00:00:00Z' }] },
  });
  publisher.fail({ path: 'feed.json', fault: { kind: 'body', body } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({
    stored: 0,
    faults: [{ code: 'entry-without-document', message: 'The entry points to the feed itself.' }],
  });
  expect(publisher.requests.filter(({ path }) => path.endsWith('feed.json'))).toHaveLength(1);
});

test('metadata that are their own feed end', async () => {
  const publisher = await publisherWith([]);
  const body = JSON.stringify({ distributions: [{ rolie: { feeds: [{ url: publisher.metadataUrl }] } }], publisher: { name: 'x' } });
  publisher.fail({ path: 'provider-metadata.json', fault: { kind: 'body', body } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ heard: false, faults: [{ code: 'not-a-feed' }] });
});

test('a provider with a private address is refused unless the source is allowed it', async () => {
  const publisher = await publisherWith(['VB-2026-50']);
  const source = await sourceOf(publisher.metadataUrl.replace('http:', 'https:'), { allowPrivate: false });
  expect(await poll(source)).toMatchObject({ heard: false, stored: 0, faults: [{ code: 'refused-address' }] });
  expect(publisher.requests).toEqual([]);
  expect(await shown(source)).toMatchObject({
    lastFault: { message: expect.stringContaining('127.0.0.1 is this machine itself'), hint: expect.stringContaining('allow the source') },
  });
});

test('a publisher that asks us to wait is left alone for as long', async () => {
  const publisher = await publisherWith(['VB-2026-60', 'VB-2026-61']);
  publisher.fail({ path: 'feed.json', fault: { kind: 'status', status: 429, retryAfter: '7200' } });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 0, faults: [{ message: 'The publisher says that we ask too often (HTTP 429).' }] });
  expect((await shown(source)).nextPollAt).toBe('2026-11-23T11:00:00.000Z');
});

test('a web page, a cut feed and a bomb in the place of a feed are faults in words, and the next poll goes on', async () => {
  const publisher = await publisherWith(['VB-2026-70']);
  const source = await sourceOf(publisher.metadataUrl);
  const faults = [
    [{ kind: 'body', body: '<!doctype html><title>Login</title>' }, 'The answer is a web page and no JSON.'],
    [{ kind: 'body', body: '{"feed":{"entry":[' }, 'The answer is no JSON that can be read.'],
    [{ kind: 'body', body: '['.repeat(2_000_000) }, 'The answer is no JSON that can be read.'],
    [{ kind: 'body', body: Buffer.from('{"feed":{}}', 'utf16le') }, 'The answer is no JSON that can be read.'],
    [{ kind: 'gzip-bomb', sizeBytes: 120 * 1024 * 1024 }, 'The packed answer unpacks to more than 96 MiB.'],
  ] as const;
  for (const [fault, message] of faults) {
    publisher.heal();
    publisher.fail({ path: 'feed.json', fault });
    expect(await poll(source)).toMatchObject({ stored: 0, faults: [{ message }] });
  }
  publisher.heal();
  expect(await poll(source)).toMatchObject({ stored: 1, faults: [] });
});

test('documents that are no CSAF, or no JSON, are kept and counted, and the rest goes on', async () => {
  const publisher = await publisherWith(['VB-2026-80']);
  await publisher.publish(Buffer.from('{"document": {"tracking": {"id": "VB-2026-81"}}, trailing comma,}'));
  await publisher.publish(Buffer.from([0xff, 0xfe, 0x00, 0x7b]));
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 3, waiting: 0, faults: [] });
});

test('a key that changes is told to the CERT, and what the new one signs is accepted', async () => {
  const publisher = await publisherWith(['VB-2026-90']);
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  const next = await makeSigningKey({ name: 'Voorbeeld Software', email: 'security@csaf.example' });
  publisher.changeKey(next);
  await publisher.publish(exampleCsaf('VB-2026-91'));
  expect(await poll(source)).toMatchObject({ stored: 1, quarantined: 0 });
  expect((await openNotices('source-keys-changed')).find(({ key }) => key.startsWith(source))).toMatchObject({
    key: `${source} ${publisher.metadataUrl}`,
    text: expect.stringContaining(next.fingerprint),
  });
});

test('a document signed by a key that the provider does not list is quarantined', async () => {
  const stranger = await makeSigningKey({ name: 'Somebody', email: 'somebody@csaf.example' });
  const publisher = await publisherWith(['VB-2026-92']);
  const source = await sourceOf(publisher.metadataUrl);
  await poll(source);
  const bytes = Buffer.from(JSON.stringify(exampleCsaf('VB-2026-93')));
  await publisher.publish(bytes);
  publisher.fail({ path: 'vb-2026-93.json.asc', fault: { kind: 'body', body: await stranger.sign(bytes) } });
  expect(await poll(source)).toMatchObject({ stored: 1, quarantined: 1 });
  expect((await retrievals(source)).at(-1)).toMatchObject({ hash: 'matches', signature: 'unknown-key', verdict: 'quarantined' });
});

test('two polls of one source at the same time: the second does nothing; one that was killed holds up nobody', async () => {
  const publisher = await publisherWith(['VB-2026-95']);
  const source = await sourceOf(publisher.metadataUrl);
  const other = await takePresence(machine.database, `poll-source ${source}`);
  expect(await pollSource(machine, { sourceId: source })).toEqual({ kind: 'not-polled' });
  await other?.end();
  const now = machine.clock.now();
  await asSystem(machine.database, 'test', (trx) => leaseSource(trx, source, now, secondsLater(now, 30))); // as a killed poll leaves it
  expect(await poll(source)).toMatchObject({ stored: 1 });
});

test('a publisher that moves all its files withdraws nothing: they are the same advisories under new addresses', async () => {
  const ids = Array.from({ length: 12 }, (_, place) => `VB-2026-${300 + place}`);
  const old = await publisherWith(ids);
  const source = await sourceOf(old.metadataUrl);
  await poll(source);
  const entry = (id: string) => {
    const self = `${moved.url}/.well-known/csaf/white/2026/${id.toLowerCase()}.json`;
    const beside = { rel: 'signature', href: `${self}.asc` };
    return { link: [{ rel: 'self', href: self }, { rel: 'hash', href: `${self}.sha512` }, beside], updated: '2026-11-21T00:00:00Z' };
  };
  const moved = await publisherWith(ids, { key: old.key });
  old.fail({ path: 'feed.json', fault: { kind: 'body', body: JSON.stringify({ feed: { entry: ids.map(entry) } }) } });
  expect(await poll(source)).toMatchObject({ stored: 12, faults: [] });
  const alive = await rows(
    sql<{
      count: number;
    }>`select count(*)::int as count from forewarn.advisories where tracking_id like 'VB-2026-3__' and withdrawn_at is null`,
  );
  expect(alive).toEqual([{ count: 12 }]);
  const taken = await rows(sql<{ count: number }>`select count(*)::int as count from forewarn.audit_log where action = 'advisory-withdrawn'
    and subject in (select id::text from forewarn.advisories where tracking_id like 'VB-2026-3__')`);
  expect(taken).toEqual([{ count: 0 }]);
});

test('a document that one of two feeds drops is not withdrawn, by both it is', async () => {
  const publisher = await publisherWith(['VB-2026-320', 'VB-2026-321']);
  const feeds = ['a', 'b'].map((name) => ({ url: `${publisher.url}/${name}.json`, tlp_label: 'WHITE' }));
  const folder = `${publisher.url}/.well-known/csaf/white/2026/`;
  const feedOf = (...names: readonly string[]) =>
    JSON.stringify({
      feed: {
        entry: names.map((name) => ({ link: [{ rel: 'self', href: `${folder}vb-2026-${name}.json` }], updated: '2026-11-21T00:00:00Z' })),
      },
    });
  const give = (path: string, body: string) => publisher.fail({ path, fault: { kind: 'body', body } });
  give('provider-metadata.json', JSON.stringify({ distributions: [{ rolie: { feeds } }] }));
  give('/a.json', feedOf('320', '321'));
  give('/b.json', feedOf('320', '321'));
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({ stored: 2 });
  publisher.heal();
  give('provider-metadata.json', JSON.stringify({ distributions: [{ rolie: { feeds } }] }));
  give('/a.json', feedOf('320'));
  give('/b.json', feedOf('320', '321'));
  expect(await poll(source)).toMatchObject({ withdrawn: 0, stored: 0 });
  publisher.heal();
  // The feed that still lists it is dropped from the metadata.
  give('provider-metadata.json', JSON.stringify({ distributions: [{ rolie: { feeds: feeds.slice(0, 1) } }] }));
  give('/a.json', feedOf('320'));
  expect(await poll(source)).toMatchObject({ withdrawn: 1, stored: 0 });
  expect(await shown(source)).toMatchObject({ documentCount: 1, withdrawnCount: 1, listings: [{ listing: feeds[0]?.url, waiting: 0 }] });
});

test('a document that is too large is a fault in words, and the others come', async () => {
  const publisher = await publisherWith(['VB-2026-330', 'VB-2026-331']);
  publisher.fail({
    path: 'vb-2026-330.json',
    fault: { kind: 'body', body: Buffer.alloc(200 * 1024 * 1024, 0x20), headers: { 'content-length': String(200 * 1024 * 1024) } },
  });
  const source = await sourceOf(publisher.metadataUrl);
  expect(await poll(source)).toMatchObject({
    stored: 1,
    waiting: 1,
    faults: [{ code: 'too-large', message: 'The answer is larger than 64 MiB.' }],
  });
});

test('a publisher whose server says nothing of changes: the same bytes are no change', async () => {
  const publisher = await publisherWith(['VB-2026-340']);
  const source = await sourceOf(publisher.metadataUrl);
  const feed = await (await fetch(`${publisher.url}/.well-known/csaf/white/feed.json`)).text();
  publisher.fail({ path: 'feed.json', fault: { kind: 'body', body: feed } });
  expect(await poll(source)).toMatchObject({ stored: 1 });
  const version = () =>
    rows(sql<{ version: string }>`select xmin::text || xmax::text as version from forewarn.listed_documents where source_id = ${source}`);
  const before = await version();
  expect(await poll(source)).toMatchObject({ stored: 0, faults: [] });
  expect(await version()).toEqual(before);
});

test('an aggregator: where a provider gives nothing its mirror is read, and its own address is told as the fault', async () => {
  const provider = await publisherWith(['VB-2026-350']);
  const aggregator = await publisherWith([]);
  const gone = `${aggregator.url}/gone/provider-metadata.json`;
  const listed = { metadata: { url: gone, publisher: { name: 'Voorbeeld Software' } }, mirrors: [provider.metadataUrl] };
  const itself = { metadata: { url: `${aggregator.url}/aggregator.json` } };
  const body = JSON.stringify({ aggregator: { name: 'Sector' }, csaf_providers: [itself, listed], csaf_publishers: [listed] });
  aggregator.fail({ path: '/aggregator.json', fault: { kind: 'body', body } });
  const source = await sourceOf(`${aggregator.url}/aggregator.json`, { kind: 'csaf-aggregator' });
  expect(await poll(source)).toMatchObject({ heard: true, stored: 1, faults: [{ code: 'status', url: gone }] });
  expect(await retrievals(source)).toMatchObject([{ verdict: 'accepted', signature: 'valid' }]);
  expect(await poll(source)).toMatchObject({ stored: 0 });
});

test('a poll that can not be brought to its end gives the source back', async () => {
  const publisher = await publisherWith(['VB-2026-360']);
  const source = await sourceOf(publisher.metadataUrl);
  await machine.database.pool.query('alter table forewarn.listed_documents rename to listed_documents_away');
  await expect(pollSource(machine, { sourceId: source })).rejects.toThrow();
  await machine.database.pool.query('alter table forewarn.listed_documents_away rename to listed_documents');
  expect(await poll(source)).toMatchObject({ stored: 1 });
});

test('the first hundred documents of a poll are told in its trace; each after them has its own, linked to the poll', async () => {
  const collector = await startTraceCollector();
  const { traces, stop } = await startTraces(collector.url, { version: '1.2.3', role: 'worker', pid: 7 });
  const publisher = await publisherWith(Array.from({ length: 103 }, (_, place) => `MANY-${place}`));
  await pollSource({ ...machine, traces }, { sourceId: await sourceOf(publisher.metadataUrl) });
  await stop();
  await collector.stop();
  const spans = collector.spans();
  const poll = spans.find(({ name }) => name === 'poll');
  const fetches = spans.filter(({ name }) => name === 'fetch');
  expect(fetches.filter(({ traceId }) => traceId === poll?.traceId)).toHaveLength(100);
  const alone = fetches.filter(({ traceId }) => traceId !== poll?.traceId);
  expect(new Set(alone.map(({ traceId }) => traceId)).size).toBe(3);
  for (const { links } of alone) expect(links).toEqual([{ traceId: poll?.traceId, spanId: poll?.spanId }]);
  // What follows goes on in it.
  const stores = spans.filter(({ name }) => name === 'store');
  expect(stores.map(({ parentSpanId }) => parentSpanId).toSorted()).toEqual(alone.map(({ spanId }) => spanId).toSorted());
  const jobs = await machine.database.pool.query(
    `select payload ->> 'traceparent' as traceparent from graphile_worker._private_jobs where payload ->> 'advisoryId' = any($1)`,
    [stores.map(({ attributes }) => attributes['forewarn.advisory'])],
  );
  expect(jobs.rows.map(({ traceparent }) => String(traceparent).split('-')[1]).toSorted()).toEqual(
    alone.map(({ traceId }) => traceId).toSorted(),
  );
});
