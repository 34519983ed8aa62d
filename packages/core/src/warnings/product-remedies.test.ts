import { expect, test } from 'vitest';
import { exampleAdvisory } from '../advisories/example-advisory.test-support.ts';
import { idOf } from '../basics/ids.ts';
import { productRemedies } from './product-remedies.ts';

const id = idOf<'Advisory'>('advisory-1');

test('what is advised for any version of a product is gathered for all its versions', () => {
  expect(productRemedies(id, exampleAdvisory())).toEqual([
    {
      advisoryId: id,
      productIds: ['P1', 'P2'],
      remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', productIds: ['P1'] }],
    },
  ]);
});

test('advice without products is for every product that its flaw has a status for, and is given once', () => {
  const advisory = exampleAdvisory();
  const [flaw] = advisory.vulnerabilities;
  if (flaw === undefined) throw new Error('the example has a flaw');
  const general = { category: 'mitigation', details: 'Sluit de toegang van buiten.', productIds: [] };
  const gathered = productRemedies(id, {
    ...advisory,
    vulnerabilities: [
      { ...flaw, remediations: [general] },
      { ...flaw, remediations: [general] },
    ],
  });
  expect(gathered.map(({ remediations }) => remediations)).toEqual([[general]]);
});

test('products of other suppliers, and products without a name in the tree, stand by themselves', () => {
  const advisory = exampleAdvisory();
  const [first] = advisory.products;
  if (first === undefined) throw new Error('the example has a product');
  const nameless = { ...first, product: undefined, family: undefined };
  const products = [first, { ...first, id: 'P3', supplier: 'Kompas' }, { ...nameless, id: 'P4' }, { ...nameless, id: 'P5' }];
  expect(productRemedies(id, { ...advisory, products }).map(({ productIds }) => productIds)).toEqual([['P1'], ['P3'], ['P4'], ['P5']]);
});
