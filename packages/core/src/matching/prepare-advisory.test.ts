import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf } from './example-match.test-support.ts';
import { prepareAdvisory, prepareInSteps } from './prepare-advisory.ts';

test('versions of one product are one group, in the order of the document', () => {
  const prepared = prepareAdvisory(
    advisoryOf(
      [
        { id: 'A', name: 'Meridiaan EPD', version: '6.1' },
        { id: 'B', name: 'Meridiaan Patiëntportaal', version: '1' },
        { id: 'C', name: 'Meridiaan EPD', version: '6.2' },
        { id: 'D', name: 'Meridiaan EPD', version: '6.3' },
      ],
      { known_affected: ['A', 'B', 'C'] },
    ),
    NO_ALIASES,
  );
  // D has no status in any vulnerability, so the advisory says nothing of it.
  expect(prepared.groups.map(({ claims }) => claims.map(({ product }) => product.id))).toEqual([['A', 'C'], ['B']]);
});

test('a firmware that is installed on a device is that of the device', () => {
  const prepared = prepareAdvisory(
    advisoryOf(
      [
        { id: 'fw', name: 'Firmware', range: '< 4.0' },
        { id: 'hw', name: 'Pompstation P7' },
      ],
      { known_affected: ['both'] },
      {
        relationships: [
          {
            category: 'installed_on',
            product_reference: 'fw',
            relates_to_product_reference: 'hw',
            full_product_name: { product_id: 'both', name: 'Firmware < 4.0 installed on Pompstation P7' },
          },
        ],
      },
    ),
    NO_ALIASES,
  );
  expect(prepared.groups[0]?.identity.words.has('pompstation')).toBe(true);
  expect(prepared.groups[0]?.claims[0]?.range).toMatchObject({ kind: 'versions', spans: [{ kind: 'between' }] });
});

test('"all versions" of a product that bears its version are those of that version', () => {
  const prepared = prepareAdvisory(
    advisoryOf([{ id: 'P', name: 'SiPass integrated V2.80', range: 'vers:all/*' }], { known_affected: ['P'] }),
    NO_ALIASES,
  );
  expect(prepared.groups[0]?.claims[0]?.range).toMatchObject({ spans: [{ kind: 'branch' }] });
});

test('an advisory of thirty thousand products is prepared once for each name', () => {
  const advisory = advisoryOf([{ id: 'P', name: 'Meridiaan EPD', version: '1' }], { known_affected: ['P'] });
  const [one] = advisory.products;
  const products = Array.from({ length: 31_000 }, (_, n) => ({
    ...one!,
    id: `P${n}`,
    version: { kind: 'exact' as const, text: `1.${n}` },
  }));
  const [flaw] = advisory.vulnerabilities;
  const large = { ...advisory, products, vulnerabilities: [{ ...flaw!, status: { known_affected: products.map(({ id }) => id) } }] };
  const prepared = prepareAdvisory(large, NO_ALIASES);
  expect(prepared.groups).toHaveLength(1);
  expect(prepared.groups[0]?.claims).toHaveLength(31_000);
});

test('an advisory of many products is prepared in steps, to the same end', () => {
  const products = Array.from({ length: 1_000 }, (_, n) => ({ id: `p${n}`, name: `Toestel ${n}`, version: `${n}.1` }));
  const advisory = advisoryOf(products, { known_affected: products.map(({ id }) => id) });
  const steps = prepareInSteps(advisory, NO_ALIASES);
  let rests = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) rests += 1;
  expect(rests).toBeGreaterThan(8);
  expect([...step.value.byKey]).toEqual([...prepareAdvisory(advisory, NO_ALIASES).byKey]);
});
