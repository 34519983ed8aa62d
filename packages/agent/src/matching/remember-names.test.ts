import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAdvisoryJson } from '@forewarn/core/advisories/formats/registry.ts';
import { sharedData } from '@forewarn/core/basics/shared-data.test-support.ts';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { matchInventory } from './match-inventory.ts';
import { prepareInventory } from './prepare-inventory.ts';
import { rememberNames, type RememberedNames } from './remember-names.ts';

const FOLDER = join(sharedData, 'concern');

/** Each advisory twice, the second time in the other order, so that what was remembered is asked. */
function answersBy(names: () => RememberedNames): readonly string[] {
  const lines = ['inventories.csv', 'distractors.csv'].flatMap((file) => {
    const reading = readInventory(readFileSync(join(FOLDER, file)), file);
    return reading.kind === 'read' ? reading.value.lines : [];
  });
  const inventory = prepareInventory(lines, NO_ALIASES);
  const advisories = readFileSync(join(FOLDER, 'advisories.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      const reading = readAdvisoryJson((JSON.parse(line) as { readonly doc: unknown }).doc);
      return reading.kind === 'unreadable' ? [] : [reading.value];
    });
  return [...advisories, ...advisories.toReversed()].map((advisory) => JSON.stringify(matchInventory(advisory, inventory, names(), true)));
}

test.skipIf(!existsSync(FOLDER))('what is remembered of names changes no answer, nor does it to forget all again and again', () => {
  const afresh = answersBy(() => rememberNames(NO_ALIASES));
  const [all, few] = [rememberNames(NO_ALIASES), rememberNames(NO_ALIASES, 3)];
  expect(answersBy(() => all)).toEqual(afresh);
  expect(answersBy(() => few)).toEqual(afresh);
});

test('a product that two advisories name is taken apart once, until there are too many', () => {
  const advisory = (name: string, id: string) => {
    const document = {
      document: {
        category: 'csaf_security_advisory',
        csaf_version: '2.0',
        title: id,
        publisher: { category: 'vendor', name: 'Vlonder PSIRT', namespace: 'https://vlonder.example' },
        tracking: {
          id,
          version: '1',
          status: 'final',
          initial_release_date: '2026-11-23T08:00:00Z',
          current_release_date: '2026-11-23T08:00:00Z',
          revision_history: [],
        },
      },
      product_tree: { full_product_names: [{ product_id: 'P', name }] },
      vulnerabilities: [{ cve: 'CVE-2026-99003', product_status: { known_affected: ['P'] } }],
    };
    const reading = readAdvisoryJson(document);
    if (reading.kind === 'unreadable') throw new Error('unreadable');
    return reading.value;
  };
  const names = rememberNames(NO_ALIASES, 1);
  const identityOf = (name: string, id: string) => names.prepare(advisory(name, id)).groups[0]?.identity;
  const first = identityOf('Vlonder Poort', 'A');
  expect(identityOf('Vlonder Poort', 'B')).toBe(first);
  identityOf('Vlonder Sluis', 'C');
  expect(identityOf('Vlonder Poort', 'D')).not.toBe(first);
});
