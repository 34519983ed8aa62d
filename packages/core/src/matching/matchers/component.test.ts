import { expect, test } from 'vitest';
import type { Item } from '../../inventories/item.ts';
import { NO_ALIASES } from '../../products/aliases.ts';
import { prepareContainments, type Containment } from '../containments.ts';
import { advisoryOf, contained, lineOf } from '../example-match.test-support.ts';
import { matchItem } from '../match-item.ts';
import { prepareAdvisory } from '../prepare-advisory.ts';
import { prepareItem } from '../prepare-item.ts';

const MIRTH = [
  { id: 'bad', vendor: 'NextGen', name: 'Mirth Connect', range: 'vers:generic/<4.4.1' },
  { id: 'good', vendor: 'NextGen', name: 'Mirth Connect', version: '4.4.1' },
];
const STATUS = { known_affected: ['bad'], fixed: ['good'] };

function answer(
  line: Partial<Item>,
  containments: readonly Containment[],
  products = MIRTH,
  status: Record<string, readonly string[]> = STATUS,
) {
  const item = prepareItem(lineOf({ supplier: 'Kwartelveen Informatica', product: 'Labstraat', version: '9.4', ...line }), NO_ALIASES, [
    prepareContainments(containments, NO_ALIASES),
  ]);
  return matchItem(prepareAdvisory(advisoryOf(products, status), NO_ALIASES), item);
}
const mirth = (parts: Partial<Containment>) =>
  contained('Labstraat', 'Mirth Connect', { component: { supplier: 'NextGen', names: ['Mirth Connect'], identifiers: [] }, ...parts });

test('an affected version inside is likely, with the way to it', () => {
  expect(answer({}, [mirth({ version: '4.3.0' })])).toMatchObject({
    kind: 'concerned',
    reason: 'component',
    certainty: 'likely',
    evidence: [
      { through: ['Kwartelveen Informatica Labstraat 9.4', 'NextGen Mirth Connect 4.3.0'], source: 'catalogue', version: 'in-range' },
    ],
  });
});

test('a version inside that nobody tells is likely too, and possible where it only may be in there', () => {
  expect(answer({}, [mirth({})])).toMatchObject({ reason: 'component', certainty: 'likely' });
  expect(answer({}, [mirth({ certainty: 'possible' })])).toMatchObject({ reason: 'component', certainty: 'possible' });
});

test('a version inside that is fixed is told as such', () => {
  expect(answer({}, [mirth({ version: '4.4.1' })])).toMatchObject({ kind: 'not-concerned', because: 'fixed', reason: 'component' });
});

test('of two ways the surer one stands', () => {
  expect(answer({}, [mirth({ version: '4.4.1' }), mirth({ version: '4.3.0', source: 'SBOM' })])).toMatchObject({
    kind: 'concerned',
    evidence: [{ source: 'SBOM' }],
  });
});

test('what the advisory says of the product itself counts before what it says of its part', () => {
  const own = { id: 'own', vendor: 'Kwartelveen Informatica', name: 'Labstraat', version: '9.4' };
  expect(answer({}, [mirth({ version: '4.3.0' })], [...MIRTH, own], { ...STATUS, known_not_affected: ['own'] })).toMatchObject({
    kind: 'not-concerned',
    because: 'supplier-says-not-affected',
  });
});

test('a line that says itself what is in it', () => {
  expect(answer({ product: 'Labstraat (bevat Mirth Connect 4.3.0)' }, [])).toMatchObject({ reason: 'component', certainty: 'likely' });
});

test('without a part of that name nothing is said', () => {
  expect(answer({}, [contained('Labstraat', 'Netty')])).toBeUndefined();
});
