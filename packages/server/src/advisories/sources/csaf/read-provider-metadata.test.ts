import { expect, test } from 'vitest';
import { readProviderMetadata } from './read-provider-metadata.ts';

const URL_OF_IT = 'https://csaf.example/.well-known/csaf/provider-metadata.json';
const readIt = (value: unknown) => readProviderMetadata({ value, at: '' }, URL_OF_IT);

test('CSAF 2.0: feeds with labels, folders, keys', () => {
  const reading = readIt({
    distributions: [
      { rolie: { feeds: [{ summary: 'All', tlp_label: 'WHITE', url: 'https://csaf.example/white/feed.json' }] } },
      { directory_url: 'https://csaf.example/white' },
    ],
    public_openpgp_keys: [{ fingerprint: 'abcd 1234', url: 'https://csaf.example/key.asc' }],
    publisher: { name: 'Voorbeeld\u0000Software', namespace: 'https://csaf.example' },
    role: 'csaf_trusted_provider',
  });
  expect(reading).toEqual({
    kind: 'read',
    problems: [],
    value: {
      name: 'Voorbeeld Software',
      namespace: 'https://csaf.example',
      role: 'csaf_trusted_provider',
      feeds: [{ url: 'https://csaf.example/white/feed.json', label: 'CLEAR' }],
      directories: ['https://csaf.example/white/'],
      keyUrls: [{ fingerprint: 'ABCD1234', url: 'https://csaf.example/key.asc' }],
      fingerprints: ['ABCD1234'],
    },
  });
});

test('CSAF 2.1: a folder has a label and an address', () => {
  expect(
    readIt({ metadata_version: '2.1', distributions: [{ directory: { tlp_label: 'CLEAR', url: 'https://csaf.example/clear/' } }] }),
  ).toMatchObject({
    value: { directories: ['https://csaf.example/clear/'], name: 'csaf.example' },
  });
});

test('addresses are taken relative to where they stand; what can not be fetched is a problem', () => {
  const feeds = [{ url: 'feed.json' }, { url: 'ftp://csaf.example/feed.json' }, { url: 7 }, 'x'];
  const reading = readIt({ distributions: [{ rolie: { feeds } }] });
  expect(reading).toMatchObject({ value: { feeds: [{ url: 'https://csaf.example/.well-known/csaf/feed.json' }] } });
  expect(reading.problems.map((problem) => problem.at)).toEqual([
    '/distributions/0/rolie/feeds/1/url',
    '/distributions/0/rolie/feeds/2/url',
    '/distributions/0/rolie/feeds/3/url',
  ]);
});

test.for([null, [], 7, 'text', {}, { distributions: {} }, { document: {} }])('%j is no provider metadata', (value) => {
  expect(readIt(value)).toMatchObject({ kind: 'unreadable', problems: [{ code: 'not-a-provider' }] });
});
