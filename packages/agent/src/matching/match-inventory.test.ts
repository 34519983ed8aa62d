import { expect, test } from 'vitest';
import { readAdvisoryJson } from '@forewarn/core/advisories/formats/registry.ts';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { matchInventory } from './match-inventory.ts';
import { prepareInventory } from './prepare-inventory.ts';
import { rememberNames } from './remember-names.ts';

const ADVISORY = {
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    title: 'Lek in Vlonder Poort',
    publisher: { category: 'vendor', name: 'Vlonder PSIRT', namespace: 'https://vlonder.example' },
    tracking: {
      id: 'VLONDER-1',
      version: '1',
      status: 'final',
      initial_release_date: '2026-11-23T08:00:00Z',
      current_release_date: '2026-11-23T08:00:00Z',
      revision_history: [],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Vlonder',
        branches: [
          {
            category: 'product_name',
            name: 'Vlonder Poort',
            branches: [
              {
                category: 'product_version_range',
                name: 'vers:generic/>=7.2|<7.2.8',
                product: { product_id: 'P', name: 'Vlonder Poort' },
              },
            ],
          },
        ],
      },
    ],
  },
  vulnerabilities: [{ cve: 'CVE-2026-99003', product_status: { known_affected: ['P'] } }],
};

/** What is said of each line of a table, by its own name. */
function saidOf(rows: readonly string[], explain = false): readonly (readonly string[])[] {
  return answersTo(ADVISORY, rows, explain).map(({ item, certainty }) => [item, certainty]);
}

function answersTo(document: object, rows: readonly string[], explain: boolean) {
  const advisory = readAdvisoryJson(document);
  const inventory = readInventory(Buffer.from(['item;leverancier;product;versie', ...rows].join('\n')), 'ict.csv');
  if (advisory.kind === 'unreadable' || inventory.kind === 'unreadable') throw new Error('unreadable');
  const lines = prepareInventory(inventory.value.lines, NO_ALIASES);
  return matchInventory(advisory.value, lines, rememberNames(NO_ALIASES), explain);
}

test.each([
  ['7.4.1 (30x), 7.2.7 (8x)', 'certain'],
  ['7.2.7 (8x), 7.4.1 (30x)', 'certain'],
  ['7.0.1, 7.0.2, 7.2.9, 7.4.1, 7.6.0, 7.2.5', 'certain'],
  ['7.0.1, 7.0.2, 7.2.9, 7.4.1, 7.6.0, 7.6.5', 'not-concerned'],
])('a cell with several versions (%s) is one answer, the strongest: %s', (versions, certainty) => {
  expect(saidOf([`W1;Vlonder;Poort;"${versions}"`], true)).toEqual([['W1', certainty]]);
});

test('what is not concerned is told where an explanation is asked, and nothing else', () => {
  const rows = ['W1;Vlonder;Poort;7.4.1', 'W2;Vlonder;Sluis;7.2.1', 'W3;Hazelduin;Vizier;7.2.1'];
  expect(saidOf(rows)).toEqual([]);
  expect(saidOf(rows, true)).toEqual([
    ['W1', 'not-concerned'],
    ['W2', 'not-concerned'],
  ]);
});

test('of what the supplier says not to be affected it is told whose word that is, and of which day; of the rest not', () => {
  const vex = { ...ADVISORY, vulnerabilities: [{ cve: 'CVE-2026-99003', product_status: { known_not_affected: ['P'] } }] };
  expect(answersTo(vex, ['W1;Vlonder;Poort;7.2.3'], true)).toMatchObject([
    { because: 'supplier-says-not-affected', said: { by: 'Vlonder PSIRT', at: '2026-11-23T08:00:00.000Z' } },
  ]);
  const [outside] = answersTo(ADVISORY, ['W1;Vlonder;Poort;7.4.1'], true);
  expect(outside).toMatchObject({ because: 'version-not-affected' });
  expect(outside).not.toHaveProperty('said');
});
