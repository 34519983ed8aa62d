import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsaf } from '../advisories/formats/csaf.ts';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { readInventory } from '../inventories/formats/registry.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { EVERYWHERE, meets } from '../products/version-spans.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { placesOfAdvisory, spanOfItem, type Place } from './places-of-advisory.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem, type PreparedItem } from './prepare-item.ts';

const isIn = (places: readonly Place[], item: PreparedItem) => {
  const span = spanOfItem(item);
  return places.some(({ keys, spans }) => spans.some((one) => meets(one, span)) && keys.some((key) => item.keys.includes(key)));
};
const POORT = { vendor: 'Vlonder Systemen', name: 'Vlonder Poort' };
const held = (version: string | undefined, product = POORT.name) =>
  prepareItem(lineOf({ supplier: POORT.vendor, product, version }), NO_ALIASES);
const found = (range: string, version: string | undefined, product = POORT.name) =>
  isIn(
    placesOfAdvisory(prepareAdvisory(advisoryOf([{ ...POORT, id: 'p', range }], { known_affected: ['p'] }), NO_ALIASES)),
    held(version, product),
  );

test('lines of the product are found by their versions, and those without one always', () => {
  expect(found('vers:generic/<6.2.15', '6.2.14')).toBe(true);
  expect(found('vers:generic/<6.2.15', '6.3.1')).toBe(false);
  expect(found('vers:generic/<6.2.15', undefined)).toBe(true);
  expect(found('vers:generic/<6.2.15', '6.3.1', 'software')).toBe(true);
});

test('a version of which the supplier itself says that it is safe is found, one that is merely outside is not', () => {
  const advisory = advisoryOf(
    [
      { ...POORT, id: 'p', range: 'vers:generic/<6.2.15' },
      { ...POORT, id: 'q', version: '6.4.1' },
    ],
    { known_affected: ['p'], known_not_affected: ['q'] },
  );
  const places = placesOfAdvisory(prepareAdvisory(advisory, NO_ALIASES));
  const of = (version: string) => isIn(places, held(version));
  expect([of('6.4.1'), of('6.4.2')]).toEqual([true, false]);
});

test('where only the fixed build is told, every version is looked at', () => {
  const advisory = advisoryOf([{ ...POORT, id: 'p', version: '6.2.15' }], { fixed: ['p'] });
  expect(placesOfAdvisory(prepareAdvisory(advisory, NO_ALIASES))[0]?.spans).toEqual([EVERYWHERE]);
});

const FOLDER = join(sharedData, 'concern');

test.skipIf(!existsSync(FOLDER))(
  'of real advisories and lines, every one that is concerned is found by key and version, and many that are not are left out',
  () => {
    const read = (file: string) => readFileSync(join(FOLDER, file));
    const items = ['inventories.csv', 'distractors.csv'].flatMap((file) => {
      const reading = readInventory(read(file), file);
      return reading.kind === 'unreadable' ? [] : reading.value.lines.map(({ item }) => prepareItem(item, NO_ALIASES));
    });
    const missed: string[] = [];
    let [concerned, silent, leftOut] = [0, 0, 0];
    for (const line of read('advisories.jsonl').toString('utf8').split('\n').filter(Boolean)) {
      const reading = readCsaf((JSON.parse(line) as { doc: unknown }).doc);
      if (reading.kind === 'unreadable') continue;
      const prepared = prepareAdvisory(reading.value, NO_ALIASES);
      const places = placesOfAdvisory(prepared);
      for (const item of items) {
        const match = matchItem(prepared, item);
        if (match === undefined) continue;
        if (match.kind === 'not-concerned') {
          silent += 1;
          if (!isIn(places, item)) leftOut += 1;
          continue;
        }
        concerned += 1;
        if (!isIn(places, item)) missed.push(`${reading.value.trackingId}: ${item.says} (${match.reason})`);
      }
    }
    expect(missed).toEqual([]);
    expect(concerned).toBeGreaterThan(100);
    expect(leftOut / silent).toBeGreaterThan(0.3);
  },
);

test('a version that only stands in the name keeps a line from no advisory: which update is installed nobody told', () => {
  expect(spanOfItem(held(undefined, 'Vlonder Poort V5.0'))).toEqual(EVERYWHERE);
  expect(spanOfItem(held('V5.0 QU2', 'Vlonder Poort V5.0'))).not.toEqual(EVERYWHERE);
  expect(found('<V5.0 QU1', undefined, 'Vlonder Poort V5.0')).toBe(true);
});
