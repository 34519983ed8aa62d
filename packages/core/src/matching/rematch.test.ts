import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Advisory } from '../advisories/advisory.ts';
import { readCsaf } from '../advisories/formats/csaf.ts';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { readInventory } from '../inventories/formats/registry.ts';
import type { Item } from '../inventories/item.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { SHIPPED_CATALOGUE } from '../products/catalogue/shipped-catalogue.ts';
import { containmentsOfCatalogue } from './containments-of-catalogue.ts';
import { prepareContainments } from './containments.ts';
import { advisoryOf, contained, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { placeOfAnswer, verdictOfAnswer } from './packed-answer.ts';
import { prepareAdvisories } from './prepare-advisories.ts';
import { prepareAdvisory, type Identities } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';
import { rematch, type RematchWays } from './rematch.ts';
import { verdictOfMatch, type Verdict } from './verdict.ts';

type Answers = readonly (readonly [line: number, advisory: number, verdict: Verdict | undefined])[];

const WAYS: RematchWays = {
  aliases: NO_ALIASES,
  containments: [
    prepareContainments(containmentsOfCatalogue(SHIPPED_CATALOGUE), NO_ALIASES),
    prepareContainments([contained('Meridiaan EPD', 'Log4j')], NO_ALIASES),
  ],
};

function rematched(advisories: readonly Advisory[], lines: readonly Item[], ways = WAYS): Answers {
  const found: [number, number, Verdict | undefined][] = [];
  const identities: Identities = new Map();
  rematch(
    prepareAdvisories(advisories.map((one) => prepareAdvisory(one, ways.aliases, identities))),
    lines,
    ways,
    (line, answers, from, to) => {
      for (const answer of answers.subarray(from, to)) found.push([line, placeOfAnswer(answer), verdictOfAnswer(answer)]);
    },
  );
  return found;
}

/** Every line against every advisory, one by one: no index, no memory, nothing quick. */
function oneByOne(advisories: readonly Advisory[], lines: readonly Item[], ways = WAYS): Answers {
  const prepared = advisories.map((one) => prepareAdvisory(one, ways.aliases));
  return lines.flatMap((line, place) => {
    const item = prepareItem(line, ways.aliases, ways.containments);
    return prepared.flatMap((advisory, at) => {
      const match = matchItem(advisory, item);
      return match === undefined ? [] : [[place, at, verdictOfMatch(match)] as const];
    });
  });
}

const text = fc.constantFrom('6.1', '6.2', '6.2.9', '6.2.14', '6.3', '2019', '2019 CU14', '2022', '7');
const range = fc.oneof(
  text.map((to) => `vers:generic/<${to}`),
  fc.tuple(text, text).map(([from, to]) => `vers:generic/>=${from}|<${to}`),
  fc.constantFrom('vers:generic/*', 'alle versies', 'some of them', '<= 6.2 HF 3'),
);
const name = fc.constantFrom('Meridiaan EPD', 'Meridiaan Patiëntportaal', 'Server 2019', 'Server 2022', 'Log4j', 'Kompas EPD', 'Planner');
const vendor = fc.constantFrom('Meridiaan Zorgsoftware', 'Microsoft', 'Apache', 'Berkenwijk');
const product = fc.record({
  name,
  vendor,
  told: fc.option(
    fc.oneof(
      range.map((of) => ({ range: of })),
      text.map((version) => ({ version })),
    ),
  ),
});
const status = fc.constantFrom('known_affected', 'fixed', 'known_not_affected', 'under_investigation', 'last_affected', 'first_fixed');
const advisory = fc.array(fc.tuple(product, status), { minLength: 1, maxLength: 5 }).map((rows) => {
  const byStatus: Record<string, string[]> = {};
  for (const [place, [, one]] of rows.entries()) (byStatus[one] ??= []).push(`p${place}`);
  return advisoryOf(
    rows.map(([{ told, ...row }], place) => ({ id: `p${place}`, ...row, ...told })),
    byStatus,
  );
});
const line = fc
  .record({
    supplier: fc.option(fc.oneof(vendor, fc.constant('Reseller'))),
    product: fc.oneof(
      name,
      fc.constantFrom('Server', 'Meridiaan', 'EPD', 'mailfilter (bevat Log4j 6.2)', 'Meridiaan EPD 6.2', 'Meridian EPD'),
    ),
    version: fc.option(fc.oneof(text, fc.constantFrom('6.1, 6.3', '?', 'laatste', '6.2.14 (RHEL 8)'))),
    identifier: fc.option(fc.constantFrom('cpe:2.3:a:apache:log4j:6.2:*:*:*:*:*:*:*', 'pkg:maven/org.apache/log4j@6.1')),
  })
  .map(({ supplier, version, identifier, ...rest }) =>
    lineOf({ ...rest, supplier: supplier ?? undefined, version: version ?? undefined, identifier: identifier ?? undefined }),
  );

test('many lines against many advisories get the very verdicts of one line against one advisory', () => {
  fc.assert(
    fc.property(
      fc.array(advisory, { minLength: 1, maxLength: 8 }),
      fc.array(line, { minLength: 1, maxLength: 12 }),
      (advisories, lines) => {
        expect(rematched(advisories, lines)).toEqual(oneByOne(advisories, lines));
      },
    ),
    { numRuns: 150 },
  );
});

test('a line that says what an earlier one said gets the same answers under its own place', () => {
  const advisories = [advisoryOf([{ id: 'p', name: 'Meridiaan EPD', range: 'vers:generic/<6.3' }], { known_affected: ['p'] })];
  const concerned: Verdict = { kind: 'concerned', reason: 'product-version', certainty: 'certain' };
  expect(rematched(advisories, [lineOf({ key: 'a' }), lineOf({ version: '6.3' }), lineOf({ key: 'b', owner: 'iemand' })])).toEqual([
    [0, 0, concerned],
    [1, 0, { kind: 'not-concerned', reason: 'product-version', because: 'version-not-affected' }],
    [2, 0, concerned],
  ]);
});

test('of one product, the words of each advisory and the first number of each version count for themselves', () => {
  const of = (name: string, title: string) =>
    advisoryOf([{ id: 'p', name, range: 'vers:generic/*' }], { known_affected: ['p'] }, { title });
  const advisories = [
    of('Meridiaan EPD', 'Lek in Wegwijzer'),
    of('Meridiaan EPD', 'Lek'),
    of('Meridiaan Server 2019', 'Lek'),
    of('Planner', 'Lek'),
    of('Planner', 'Lek dat Berkenwijk meldt'),
  ];
  const lines = [
    lineOf({ product: 'Wegwijzer', version: undefined }),
    lineOf({ product: 'Meridiaan Server', version: '2022' }),
    lineOf({ product: 'Meridiaan Server', version: '2019' }),
    lineOf({ supplier: 'Berkenwijk', product: 'Planner' }),
  ];
  const expected = oneByOne(advisories, lines);
  const met = (line: number) => expected.filter(([at]) => at === line).map(([, place, verdict]) => [place, verdict]);
  expect(met(0).map(([place]) => place)).toEqual([0]);
  expect(met(3).map(([place]) => place)).toEqual([4]);
  expect(met(1)).not.toEqual(met(2));
  expect(rematched(advisories, lines)).toEqual(expected);
  expect(rematched(advisories.toReversed(), lines)).toEqual(oneByOne(advisories.toReversed(), lines));
});

test('a V behind a name, which may be another generation, is told as one line is told', () => {
  const advisories = ['Poort', 'Poort V2', 'Poort V3'].map((name) =>
    advisoryOf([{ id: 'a', name, range: '<V3.2' }], { known_affected: ['a'] }, { title: name }),
  );
  const lines = ['Poort', 'Poort V2', 'Poort V3'].flatMap((product) =>
    [undefined, '2.1', '3.0.1', '4.0'].map((version) => lineOf({ product, version })),
  );
  const found = rematched(advisories, lines);
  expect(found).toEqual(oneByOne(advisories, lines));
  expect(found.some(([, , verdict]) => verdict?.kind === 'concerned' && verdict.certainty === 'likely')).toBe(true);
});

test('more advisories than fit a chunk of answers are all told', () => {
  const many = Array.from({ length: 40_000 }, () => ADVISORY);
  const set = prepareAdvisories(many);
  const told = new Set<number>();
  const lines = ['6.1', '6.2'].map((version) => lineOf({ version }));
  rematch(set, lines, { aliases: NO_ALIASES }, (place, answers, from, to) => {
    for (const answer of answers.subarray(from, to)) told.add(place * many.length + placeOfAnswer(answer));
  });
  expect(told.size).toBe(lines.length * many.length);
});
const ADVISORY = prepareAdvisory(
  advisoryOf([{ id: 'p', name: 'Meridiaan EPD', range: 'vers:generic/<6.3' }], { known_affected: ['p'] }),
  NO_ALIASES,
);

const CONCERN = join(sharedData, 'concern');

test.skipIf(!existsSync(CONCERN))('over real advisories and the lines of labelled inventories not one verdict differs', () => {
  const advisories = readFileSync(join(CONCERN, 'advisories.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((row) => {
      const reading = readCsaf((JSON.parse(row) as { doc: unknown }).doc);
      return reading.kind === 'unreadable' ? [] : [reading.value];
    });
  const lines = ['inventories.csv', 'distractors.csv'].flatMap((file) => {
    const reading = readInventory(readFileSync(join(CONCERN, file)), file);
    return reading.kind === 'unreadable' ? [] : reading.value.lines.map(({ item }) => item);
  });
  const expected = oneByOne(advisories, lines);
  expect(expected.length).toBeGreaterThan(100);
  expect(rematched(advisories, lines)).toEqual(expected);
});
