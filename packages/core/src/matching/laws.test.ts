import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsaf } from '../advisories/formats/csaf.ts';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { readInventory } from '../inventories/formats/registry.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, answerOf, lineOf } from './example-match.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { CERTAINTIES, type Match } from './match.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';
import { productKeysOfAdvisory } from './product-keys-of-advisory.ts';

const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((parts) => parts.join('.'));
const NAME = 'Meridiaan EPD';

function sureness(match: Match | undefined): number {
  return match?.kind === 'concerned' ? CERTAINTIES.length - CERTAINTIES.indexOf(match.certainty) : 0;
}
const byRange = (range: string) => advisoryOf([{ id: 'p', name: NAME, range }], { known_affected: ['p'] });
const order = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

test('widening a range never loses a match, nor makes it less sure', () => {
  fc.assert(
    fc.property(version, version, version, fc.option(version), (one, other, third, held) => {
      const [from, to, further] = [one, other, third].toSorted(order) as [string, string, string];
      const line = { version: held ?? undefined };
      for (const [narrow, wide] of [
        [`vers:generic/>=${from}|<${to}`, `vers:generic/>=${from}|<${further}`],
        [`vers:generic/>=${to}|<${further}`, `vers:generic/>=${from}|<${further}`],
        [`vers:generic/<${to}`, `vers:generic/<=${to}`],
        [`vers:generic/<=${to}`, 'vers:generic/*'],
      ] as const)
        expect(sureness(answerOf(byRange(wide), line))).toBeGreaterThanOrEqual(sureness(answerOf(byRange(narrow), line)));
    }),
    { numRuns: 150 },
  );
});

test('the order of lines and of products in the document changes no answer, and asking twice neither', () => {
  const products = ['6.1', '6.2', '6.3'].map((branch, place) => ({
    id: `p${place}`,
    name: NAME,
    range: `vers:generic/>=${branch}|<${branch}.9`,
  }));
  const held = ['6.1.2', '6.2.9', '6.3.1', undefined, '7.0'].map((text, place) => lineOf({ key: `${place}`, version: text }));
  const answers = (of: typeof products, lines: typeof held) =>
    matchAdvisory(advisoryOf(of, { known_affected: of.map(({ id }) => id) }), lines, NO_ALIASES)
      .map(({ item, match }) => [item.key, match.kind, sureness(match)] as const)
      .toSorted(([a], [b]) => order(a, b));
  const expected = answers(products, held);
  fc.assert(
    fc.property(fc.shuffledSubarray(products, { minLength: 3 }), fc.shuffledSubarray(held, { minLength: 5 }), (shuffled, lines) => {
      expect(answers(shuffled, lines)).toEqual(expected);
    }),
    { numRuns: 50 },
  );
  const prepared = prepareAdvisory(byRange('vers:generic/<6.3'), NO_ALIASES);
  const item = prepareItem(lineOf({}), NO_ALIASES);
  expect(matchItem(prepared, item)).toEqual(matchItem(prepared, item));
});

const FOLDER = join(sharedData, 'concern');

describe.skipIf(!existsSync(FOLDER))('new advisory against all lines, and new lines against all advisories', () => {
  test('find the same matches, whichever came first', () => {
    const read = (file: string) => readFileSync(join(FOLDER, file));
    const items = ['inventories.csv', 'distractors.csv'].flatMap((file) => {
      const reading = readInventory(read(file), file);
      return reading.kind === 'unreadable' ? [] : reading.value.lines.map(({ item }) => prepareItem(item, NO_ALIASES));
    });
    const advisories = read('advisories.jsonl')
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => {
        const reading = readCsaf((JSON.parse(line) as { doc: unknown }).doc);
        return reading.kind === 'unreadable' ? [] : [reading.value];
      });
    const [fromAdvisory, fromLine]: [string[], string[]] = [[], []];
    for (const advisory of advisories) {
      const prepared = prepareAdvisory(advisory, NO_ALIASES);
      // A new advisory finds lines by the keys that are stored with it; a new line asks the advisory itself (server/matching).
      const stored = new Set(productKeysOfAdvisory(advisory, NO_ALIASES));
      const asked = new Set([...prepared.byKey.keys(), ...[...prepared.context].map((word) => `word:${word}`)]);
      for (const item of items) {
        const byAdvisory = item.keys.some((key) => stored.has(key)) ? matchItem(prepared, item) : undefined;
        const byLine =
          item.keys.some((key) => stored.has(key)) && item.keys.some((key) => asked.has(key)) ? matchItem(prepared, item) : undefined;
        if (byAdvisory !== undefined) fromAdvisory.push(JSON.stringify([advisory.trackingId, item.item.key, byAdvisory]));
        if (byLine !== undefined) fromLine.push(JSON.stringify([advisory.trackingId, item.item.key, byLine]));
      }
    }
    expect(fromAdvisory.length).toBeGreaterThan(100);
    expect(fromLine).toEqual(fromAdvisory);
  });
});
