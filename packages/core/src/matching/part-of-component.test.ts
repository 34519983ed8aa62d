import { expect, test } from 'vitest';
import type { Component } from '../inventories/relation.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

const LOG4J = {
  id: 'log4j',
  vendor: 'Apache',
  name: 'log4j-core',
  range: 'vers:maven/<2.17.1',
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
};

function answer(component: Component) {
  const line = lineOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat', version: '9.4' });
  return matchItem(
    prepareAdvisory(advisoryOf([LOG4J], { known_affected: ['log4j'] }), NO_ALIASES),
    prepareItem(line, NO_ALIASES, [], [component]),
  );
}
const purl = (version: string) => `pkg:maven/org.apache.logging.log4j/log4j-core@${version}`;

test('a component with an affected version makes the line likely, with the way to it', () => {
  expect(
    answer({ product: 'log4j-core', version: '2.14.0', identifier: purl('2.14.0'), within: ['Labstraat', 'Mirth Connect'] }),
  ).toMatchObject({
    reason: 'component',
    certainty: 'likely',
    evidence: [
      {
        identifiedBy: 'purl',
        through: ['Kwartelveen Informatica Labstraat 9.4', 'Mirth Connect', 'log4j-core 2.14.0'],
        source: 'sbom',
        version: 'in-range',
      },
    ],
  });
});

test('a version in the identifier alone is one', () => {
  expect(answer({ product: 'log4j-core', identifier: purl('2.14.0') })).toMatchObject({
    kind: 'concerned',
    evidence: [{ version: 'in-range' }],
  });
});

test('a component with another version, or of another namespace, is not', () => {
  expect(answer({ product: 'log4j-core', version: '2.17.1', identifier: purl('2.17.1') })).toMatchObject({
    because: 'version-not-affected',
  });
  expect(answer({ product: 'log4j-core', version: '2.14.0', identifier: 'pkg:maven/org.other/log4j-core@2.14.0' })).toBeUndefined();
});
