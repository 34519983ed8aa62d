import { expect, test } from 'vitest';
import { readDirectory } from './read-directory.ts';

const FOLDER = 'https://csaf.example/csaf/OT/white/';

function listed(files: Parameters<typeof readDirectory>[0], folder = FOLDER): readonly string[] {
  return readDirectory(files, folder).documents.map(({ url, listedAt }) => `${url} ${listedAt ?? ''}`.trim());
}

test.for([
  ['quoted, with offset', '"2024/a.json","2024-08-15T11:45:05+02:00"', '2024-08-15T09:45:05.000Z'],
  ['bare, with microseconds', '2024/a.json,2024-06-04T06:00:00.000000Z', '2024-06-04T06:00:00.000Z'],
  [
    'a byte order mark, a heading and Windows line ends',
    '\uFEFFfilename,date\r\n2024/a.json,2024-06-04T06:00:00Z\r\n',
    '2024-06-04T06:00:00.000Z',
  ],
  ['without a zone: no moment', '2024/a.json,2024-06-04T06:00:00', ''],
  ['listed twice: the later counts', '2024/a.json,2024-06-04T06:00:00Z\n2024/a.json,2024-06-01T06:00:00Z', '2024-06-04T06:00:00.000Z'],
] as const)('changes.csv: %s', ([, changes, moment]) => {
  expect(listed({ changes })).toEqual([`${FOLDER}2024/a.json ${moment}`.trim()]);
});

test('a document of index.txt that changes.csv does not have is listed without a moment', () => {
  expect(listed({ index: '2024/a.json\n2024/b.json\n', changes: '"2024/a.json","2024-01-01T00:00:00Z"' })).toEqual([
    `${FOLDER}2024/a.json 2024-01-01T00:00:00.000Z`,
    `${FOLDER}2024/b.json`,
  ]);
});

test('paths that say again what the folder is already called are read as meant', () => {
  expect(listed({ index: 'csaf/OT/white/2024/a.json\nOT/white/2024/b.json\nwhite/c.json\n./d.json' })).toEqual([
    `${FOLDER}2024/a.json`,
    `${FOLDER}2024/b.json`,
    `${FOLDER}c.json`,
    `${FOLDER}d.json`,
  ]);
});

test('what deletions.csv says was taken away later is not listed, unless index.txt lists it', () => {
  const changes = 'a.json,2024-01-01T00:00:00Z\nb.json,2024-03-01T00:00:00Z\nc.json,2024-01-01T00:00:00Z';
  const deletions = '"a.json","2024-02-01T00:00:00Z"\n"b.json","2024-02-01T00:00:00Z"\n"c.json","2024-02-01T00:00:00Z"';
  expect(listed({ index: 'c.json', changes, deletions })).toEqual([
    `${FOLDER}b.json 2024-03-01T00:00:00.000Z`,
    `${FOLDER}c.json 2024-01-01T00:00:00.000Z`,
  ]);
});

test('a path never leads away from the publisher, and odd names stay file names', () => {
  const index = [
    'https://elsewhere.example/a.json',
    '//elsewhere.example/a.json',
    '../../../../etc/a.json',
    'nn-2019:1-01.json',
    'a#b?c.json',
  ].join('\n');
  for (const { url } of readDirectory({ index }, FOLDER).documents) expect(new URL(url).origin).toBe('https://csaf.example');
  expect(listed({ index: 'nn-2019:1-01.json\na#b?c.json' })).toEqual([`${FOLDER}nn-2019:1-01.json`, `${FOLDER}a%23b%3Fc.json`]);
});

test('lines that name no document are problems, and the others are read', () => {
  const reading = readDirectory({ index: 'a.json\nreadme.txt\n\nb.json' }, FOLDER);
  expect(reading.documents).toHaveLength(2);
  expect(reading.problems).toMatchObject([{ code: 'line-without-document', at: `${FOLDER}index.txt line 2` }]);
});
