import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { epssReader, type EpssScore } from './epss.ts';

/** In parts of so many characters, as a stream would bring it. */
function readIn(text: string, size: number) {
  const reader = epssReader();
  const scores: EpssScore[] = [];
  for (let from = 0; from < text.length; from += size) scores.push(...reader.next(text.slice(from, from + size)));
  const { last, outcome } = reader.end();
  return { scores: [...scores, ...last], outcome };
}

const CVE = 'CVE-2026-00001';

test.each([
  ['2021: no percentile', `cve,epss\n${CVE},0.65117\n`, { cve: CVE, score: 0.65117 }, {}],
  [
    'later in 2021',
    `cve,epss,percentile\n${CVE},0.65117,0.9981063485700858\n`,
    { cve: CVE, score: 0.65117, percentile: 0.9981063485700858 },
    {},
  ],
  [
    'since 2022: a comment line before it',
    `#model_version:v2023.03.01,score_date:2023-03-07T00:00:00+0000\ncve,epss,percentile\n${CVE},0.00113,0.43131\n`,
    { cve: CVE, score: 0.00113, percentile: 0.43131 },
    { modelVersion: 'v2023.03.01', scoreDate: '2023-03-07' },
  ],
  ['Windows line ends, no last one', `cve,epss\r\n${CVE},1`, { cve: CVE, score: 1 }, {}],
])('%s', (_name, text, score, head) => {
  expect(readIn(text, 7)).toEqual({ scores: [score], outcome: { kind: 'read', value: { ...head, count: 1 }, problems: [] } });
});

test('however the file is cut into parts, the scores are the same', () => {
  const text = `cve,epss,percentile\n${Array.from({ length: 40 }, (_, n) => `CVE-2026-${10_000 + n},0.0${n},0.5`).join('\n')}\n`;
  const whole = readIn(text, text.length);
  expect(whole.scores).toHaveLength(40);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (size) => {
      expect(readIn(text, size)).toEqual(whole);
    }),
  );
});

test('lines that are no score are left out and counted; a file without scores is refused in words', () => {
  const text = `cve,epss\n${CVE},0.5\nCVE-2026-00002,1.5\nnothing,0.5\nCVE-2026-00003,\n`;
  expect(readIn(text, 1000)).toMatchObject({
    scores: [{ cve: CVE }],
    outcome: { problems: [{ code: 'lines-unreadable', message: expect.stringMatching(/^3 lines/) }] },
  });
  expect(readIn('<html>Not found</html>', 1000).outcome).toMatchObject({ kind: 'unreadable', problems: [{ code: 'not-epss' }] });
  expect(readIn('', 1).outcome.kind).toBe('unreadable');
});

test('a file without line ends is given up, not held', () => {
  const reader = epssReader();
  for (let part = 0; part < 50; part += 1) expect(reader.next('x'.repeat(10_000))).toEqual([]);
  expect(reader.end().outcome.kind).toBe('unreadable');
});

const folder = join(sharedData, 'vuln', 'epss');
test.skipIf(!existsSync(folder))('the real files are read: 336,757 scores of one day, and every form there has been', () => {
  const counts = (path: string) =>
    Object.fromEntries(
      readdirSync(path)
        .filter((name) => name.endsWith('.gz'))
        .map((name) => {
          const { scores, outcome } = readIn(gunzipSync(readFileSync(join(path, name))).toString('utf8'), 65_536);
          expect(outcome, name).toMatchObject({ kind: 'read', value: { count: scores.length }, problems: [] });
          return [name, scores.length];
        }),
    );
  expect(counts(folder)).toEqual({ 'epss_scores-2026-04-26.csv.gz': 329_081, 'epss_scores-2026-05-31.csv.gz': 336_757 });
  expect(Object.values(counts(join(folder, 'original-format')))).toEqual([2, 2, 2, 2]);
});
