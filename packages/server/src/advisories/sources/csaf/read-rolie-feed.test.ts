import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { readAggregator } from './read-aggregator.ts';
import { readRolieFeed } from './read-rolie-feed.ts';

const DISCOVERY = join(sharedData, 'csaf/discovery');
const FEED_URL = 'https://csaf.example/white/feed.json';
const readIt = (feed: object) => readRolieFeed({ value: { feed }, at: '' }, FEED_URL);
const json = (file: string) => ({
  value: JSON.parse((file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString()) as unknown,
  at: '',
});

test('an entry gives its document, its moment, its hashes and its signature', () => {
  const link = [
    { rel: 'self', href: '2026/a.json' },
    { rel: 'hash', href: '2026/a.json.sha256' },
    { rel: 'hash', href: '2026/a.json.sha512' },
    { rel: 'signature', href: '2026/a.json.asc' },
  ];
  const folder = 'https://csaf.example/white/2026/';
  expect(readIt({ entry: [{ link, updated: '2026-01-01T12:00:00+01:00' }] })).toMatchObject({
    value: {
      documents: [
        {
          url: `${folder}a.json`,
          listedAt: '2026-01-01T11:00:00.000Z',
          hashUrls: [`${folder}a.json.sha256`, `${folder}a.json.sha512`],
          signatureUrl: `${folder}a.json.asc`,
        },
      ],
    },
    problems: [],
  });
});

test('without a link to itself the address of its content counts; with neither it is a problem, and the others are read', () => {
  const reading = readIt({
    entry: [
      { content: { src: 'https://csaf.example/a.json' } },
      { title: 'nothing' },
      7,
      { link: [{ rel: 'self', href: 'javascript:x' }] },
    ],
  });
  expect(reading).toMatchObject({ value: { documents: [{ url: 'https://csaf.example/a.json', hashUrls: [] }] } });
  expect(reading.problems.map((problem) => problem.at)).toEqual([1, 2, 3].map((place) => `${FEED_URL}#/feed/entry/${place}`));
});

test.for([null, [], {}, { feed: 'x' }, { service: {} }, { categories: {} }, { document: {} }])('%j is no feed', (value) => {
  expect(readRolieFeed({ value, at: '' }, FEED_URL)).toMatchObject({ kind: 'unreadable', problems: [{ code: 'not-a-feed' }] });
});

test.skipIf(!existsSync(DISCOVERY))('the whole feed of a large publisher is read without a problem', () => {
  const reading = readRolieFeed(json(join(DISCOVERY, 'cisa-directory/cisa-csaf-ot-feed-tlp-white.json.gz')), FEED_URL);
  expect(reading.problems).toEqual([]);
  if (reading.kind !== 'read') throw new Error('unreadable');
  expect(reading.value.documents.length).toBeGreaterThan(2_000);
  expect(reading.value.documents.every((document) => document.listedAt !== undefined && document.signatureUrl !== undefined)).toBe(true);
});

test.skipIf(!existsSync(DISCOVERY))("the standard's own examples: a feed, a service document, and an aggregator", () => {
  const folder = join(DISCOVERY, 'oasis-2.0-examples');
  const feed = readRolieFeed(json(join(folder, 'ROLIE/example-01-feed-tlp-white.json')), FEED_URL);
  expect(feed).toMatchObject({
    kind: 'read',
    value: { documents: [{ url: 'https://psirt.domain.tld/advisories/csaf/2020/2020-ESA-001.json' }] },
  });
  expect(readRolieFeed(json(join(folder, 'ROLIE/example-02-service.json')), FEED_URL).kind).toBe('unreadable');
  const aggregator = readAggregator(json(join(DISCOVERY, 'aggregator-cisa-test/aggregator.json')), 'https://csaf.example/aggregator.json');
  if (aggregator.kind !== 'read') throw new Error('unreadable');
  expect(aggregator.value.providers.map(({ name, mirrors }) => [name, mirrors.length])).toEqual([
    ['Festo SE & Co. KG', 1],
    ['Nozomi Networks', 1],
    ['Beckhoff Automation GmbH & Co. KG', 1],
    ['CISA', 1],
    ['Siemens ProductCERT', 1],
  ]);
});
