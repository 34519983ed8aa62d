import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { serveProviderTree, type ServedTree } from '@forewarn/fakes/serve-provider-tree.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { openDoor } from '../outbound/door.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { checkSource } from './check-source.ts';
import type { PollOutcome } from './finish-poll.ts';
import { pollSource } from './poll-source.ts';
import { insertSource } from './source-store.ts';

const TREES = join(sharedData, 'csaf/providers');
const KOTLIN = 'kotlin-csaf-testdata/csaf-retrieval/src/jvmTest/resources';

let machine: TestMachine;
const served: ServedTree[] = [];

beforeAll(async () => {
  machine = await testMachine();
});
afterAll(async () => {
  for (const tree of served) await tree.stop();
  await machine?.close();
});

async function serve(folder: string): Promise<ServedTree> {
  const tree = await serveProviderTree(join(TREES, folder));
  served.push(tree);
  return tree;
}

/** A source for the tree, polled on request. */
async function sourceAt(tree: ServedTree, url = tree.metadataUrl, kind = 'csaf-provider') {
  const now = machine.clock.now();
  const id = newId<'Source'>(now);
  const source = { id, name: id, kind, url, allowPrivate: true, scheduleSeconds: 900, policy: {}, addedAt: now, nextPollAt: now };
  await asSystem(machine.database, 'test', (trx) => insertSource(trx, source));
  return {
    id,
    poll: async () => {
      const outcome = await pollSource(
        machine,
        { sourceId: id },
        openDoor({ userAgent: 'test', ...(tree.metadataUrl === url ? {} : { resolve: tree.resolve }) }),
      );
      if (outcome.kind !== 'polled') throw new Error('somebody else polls it');
      return outcome;
    },
  };
}

/** How often each outcome of the checks was stored, as "matches valid accepted". */
async function checksOf(sourceId: string): Promise<Record<string, number>> {
  const found = await asSystem(machine.database, 'test', (trx) =>
    sql<{
      checks: string;
      count: number;
    }>`select concat_ws(' ', hash_check->>'kind', hash_check->>'algorithms', signature_check->>'kind', verdict) as checks, count(*)::int as count
      from forewarn.retrievals where source_id = ${sourceId} group by 1 order by 1`.execute(trx),
  );
  return Object.fromEntries(found.rows.map((row) => [row.checks, row.count]));
}

function codesOf(outcome: PollOutcome): readonly string[] {
  return outcome.faults.map((fault) => `${fault.code} ${fault.url.replace(/\?.*$/, '').replace(/^.*\//, '')}`).toSorted();
}

type Expected = { readonly checks: Record<string, number>; readonly faults: readonly string[]; readonly waiting?: number };

/** What lies there, counted with other tools (sha512sum, gpg) beforehand. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  // Its directory distribution is at the vendor's own site, and holds the same documents as the feed.
  'festo-rolie': { checks: { 'matches ["sha256", "sha512"] valid accepted': 13 }, faults: [] },
  // Signed over the years by four keys, three of which have expired since.
  'siemens-rolie': {
    checks: { 'matches ["sha512"] valid accepted': 6, 'matches ["sha512"] valid-expired-key accepted': 14 },
    faults: [],
  },
  // Names a second feed, which is not there.
  'cisa-ot-rolie': { checks: { 'matches ["sha512"] valid accepted': 20 }, faults: ['status cisa-csaf-it-feed-tlp-white.json'] },
  'cisa-directory': { checks: { 'matches ["sha512"] valid accepted': 15 }, faults: [] },
  // Names a second folder, which is not there. Publishes no keys and signs nothing.
  'ni-directory': {
    checks: { 'absent absent accepted': 6, 'matches ["sha512"] absent accepted': 24 },
    faults: ['status index.txt'],
  },
  'clouditor-empty': { checks: {}, faults: [] },
  // Publishes no key that we can have, so nothing says whose signatures these are.
  'isduba-documents': { checks: { 'absent unknown-key accepted': 2 }, faults: [] },
  // Its keys are at other sites, and its index names a document that is not there.
  'juice-shop-provider': {
    checks: { 'matches ["sha512"] unknown-key quarantined': 2 },
    faults: ['status J12934.gpg', 'status juice-shop-sa-general.json', 'status pgp_keys.asc', 'status pgp_keys.asc'],
    waiting: 1,
  },
  'gocsaf-testdata/simple-rolie-provider': { checks: { 'matches ["sha256", "sha512"] valid accepted': 1 }, faults: [] },
  'gocsaf-testdata/simple-directory-provider': { checks: { 'matches ["sha512"] valid accepted': 1 }, faults: [] },
};

for (const [folder, expected] of Object.entries(EXPECTED)) {
  test.skipIf(!existsSync(TREES))(
    `${folder} is polled to the end, every check stored, and a second poll fetches no document again`,
    async () => {
      const tree = await serve(folder);
      const source = await sourceAt(tree);
      const first = await source.poll();
      expect(await checksOf(source.id)).toEqual(expected.checks);
      expect(codesOf(first)).toEqual(expected.faults);
      expect(first).toMatchObject({ heard: true, waiting: expected.waiting ?? 0 });
      tree.forget();
      expect(await source.poll()).toMatchObject({ stored: 0, withdrawn: 0 });
      const fetched = tree.requests.filter(({ path, status }) => status === 200 && !/metadata|_public_keys/.test(path));
      expect(fetched).toEqual([]);
    },
  );
}

/** Hosts by name on loopback: example.com and others, as their makers simulate them. */
async function hostsOfKotlin() {
  const tree = await serve(KOTLIN);
  return { tree, at: (host: string, path = '/') => `http://${host}:${tree.port}${path}` };
}

async function discovered(tree: ServedTree, url: string) {
  const outcome = await checkSource(machine, { url, allowPrivate: true }, openDoor({ userAgent: 'test', resolve: tree.resolve }));
  return isRefusal(outcome) ? outcome : { sourceKind: outcome.sourceKind, url: outcome.url };
}

test.skipIf(!existsSync(TREES))('a provider is found from its domain: well-known address, security.txt, DNS path', async () => {
  const { tree, at } = await hostsOfKotlin();
  expect(await discovered(tree, at('example.com'))).toEqual({
    sourceKind: 'csaf-provider',
    url: at('example.com', '/.well-known/csaf/provider-metadata.json'),
  });
  // The first line of its security.txt leads nowhere.
  expect(await discovered(tree, at('provider-with-securitytxt.com'))).toEqual({
    sourceKind: 'csaf-provider',
    url: at('provider-with-securitytxt.com', '/directory/provider-metadata.json'),
  });
  expect(await discovered(tree, at('publisher-with-dns.com'))).toEqual({
    sourceKind: 'csaf-provider',
    url: at('csaf.data.security.publisher-with-dns.com'),
  });
  expect(await discovered(tree, at('example.com', '/.well-known/csaf-aggregator/aggregator.json'))).toEqual({
    sourceKind: 'csaf-aggregator',
    url: at('example.com', '/.well-known/csaf-aggregator/aggregator.json'),
  });
  expect(await discovered(tree, at('nobody.example'))).toMatchObject({
    kind: 'refusal',
    code: 'nothing-found',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'dns-failed' })]),
  });
  expect(await discovered(tree, at('example.com', '/directory/2022/bsi-2022-0001.json'))).toMatchObject({
    kind: 'refusal',
    message: expect.stringContaining('a single advisory'),
  });
});

test.skipIf(!existsSync(TREES))('a folder, a feed and a security.txt at the root are found too', async () => {
  const directory = await serve('cisa-directory');
  expect(await discovered(directory, `${directory.url}/csaf_files/OT/white`)).toEqual({
    sourceKind: 'csaf-directory',
    url: `${directory.url}/csaf_files/OT/white/`,
  });
  const rolie = await serve('gocsaf-testdata/simple-rolie-provider');
  expect(await discovered(rolie, `${rolie.url}/white/white-feed.json`)).toEqual({
    sourceKind: 'csaf-feed',
    url: `${rolie.url}/white/white-feed.json`,
  });
  expect(await discovered(rolie, rolie.url)).toEqual({ sourceKind: 'csaf-provider', url: rolie.metadataUrl });
  const bare = await sourceAt(rolie, `${rolie.url}/white/white-feed.json`, 'csaf-feed');
  expect(await bare.poll()).toMatchObject({ stored: 1, faults: [] });
  expect(await checksOf(bare.id)).toEqual({ 'matches ["sha256", "sha512"] unknown-key accepted': 1 });
});

test.skipIf(!existsSync(TREES))(
  'the hosts of one tree are polled by name: feed first, folder where there is no feed, no distributions in words',
  async () => {
    const { tree, at } = await hostsOfKotlin();
    const byFeed = await sourceAt(tree, at('example.com', '/.well-known/csaf/provider-metadata.json'));
    // Its key is at a host that nobody has; its documents lie there without signatures and hashes.
    expect(codesOf(await byFeed.poll())).toEqual(['dns-failed 8F5F267907B2C4559DB360DB2294BA7D2B2298B1']);
    expect(await checksOf(byFeed.id)).toEqual({ 'absent absent quarantined': 2 });

    // Its feed is not there, its second folder is not there, and its index names a document that is not there.
    const byFolder = await sourceAt(tree, at('provider-with-securitytxt.com', '/directory/provider-metadata.json'));
    expect(codesOf(await byFolder.poll())).toEqual(['status does-not-exist.json', 'status feed-tlp-white.json', 'status index.txt']);
    expect(await checksOf(byFolder.id)).toEqual({ 'absent absent accepted': 2 });

    const byName = await sourceAt(tree, at('csaf.data.security.publisher-with-dns.com'));
    await byName.poll();
    expect(await checksOf(byName.id)).toEqual({ 'absent absent accepted': 2 });

    const without = await sourceAt(tree, at('no-distributions.com', '/.well-known/csaf/provider-metadata.json'));
    expect(await without.poll()).toMatchObject({
      heard: false,
      stored: 0,
      faults: [{ code: expect.stringMatching(/no-distributions|not-a-provider/) }],
    });
  },
);

test.skipIf(!existsSync(TREES))('an aggregator: each provider that it lists is polled, and one that is not there is told', async () => {
  const { tree, at } = await hostsOfKotlin();
  const source = await sourceAt(tree, at('example.com', '/.well-known/csaf-aggregator/aggregator.json'), 'csaf-aggregator');
  const outcome = await source.poll();
  expect(outcome).toMatchObject({ heard: true, stored: 2 });
  expect(codesOf(outcome)).toContain('dns-failed provider-metadata.json');
  tree.forget();
  expect(await source.poll()).toMatchObject({ stored: 0 });
});
