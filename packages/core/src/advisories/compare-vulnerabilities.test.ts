import { expect, test } from 'vitest';
import type { Advisory, Vulnerability } from './advisory.ts';
import { compareProducts } from './compare-products.ts';
import { compareVulnerabilities } from './compare-vulnerabilities.ts';
import { exampleAdvisory } from './example-advisory.test-support.ts';

const example = exampleAdvisory();
const flaw = example.vulnerabilities[0] as Vulnerability;
const compare = (change: Partial<Vulnerability>, from: Partial<Vulnerability> = {}) => {
  const [before, after]: [Advisory, Advisory] = [
    { ...example, vulnerabilities: [{ ...flaw, ...from }] },
    { ...example, vulnerabilities: [{ ...flaw, ...change }] },
  ];
  return compareVulnerabilities(before, after, compareProducts(before, after).labels);
};

test('the same is no change', () => {
  expect(compare({})).toEqual([]);
});

test('a product that moves from affected to not affected is told with both', () => {
  expect(compare({ status: { known_not_affected: ['P1'], fixed: ['P2'] } })).toEqual([
    {
      what: 'product-status',
      vulnerability: 'CVE-2026-00001',
      products: ['Meridiaan EPD < 6.2.15'],
      productCount: 1,
      before: 'known_affected',
      after: 'known_not_affected',
    },
  ]);
});

test('a score that rises is told before and after; the same score by another vector is a change too', () => {
  const score = { version: '3.1', vector: 'CVSS:3.1/A', baseScore: 7.5, productIds: ['P1'] } as const;
  expect(compare({ scores: [{ ...score, baseScore: 9.8 }] }, { scores: [score] })).toMatchObject([
    { what: 'score', before: '7.5 (CVSS 3.1)', after: '9.8 (CVSS 3.1)' },
  ]);
  expect(compare({ scores: [{ ...score, vector: 'CVSS:3.1/B' }] }, { scores: [score] })).toMatchObject([
    { what: 'score', before: '7.5 (CVSS 3.1)' },
  ]);
});

test('remedies are told as new, gone, or for other products', () => {
  const [fix] = flaw.remediations;
  if (fix === undefined) throw new Error('the example has a remedy');
  expect(compare({ remediations: [{ ...fix, details: 'Werk bij naar 6.2.16.' }] })).toMatchObject([
    { what: 'remediation-removed', before: 'vendor_fix: Werk bij naar 6.2.15.' },
    { what: 'remediation-added', after: 'vendor_fix: Werk bij naar 6.2.16.' },
  ]);
  expect(compare({ remediations: [{ ...fix, productIds: ['P1', 'P2'] }] })).toMatchObject([
    { what: 'remediation-products', products: ['Meridiaan EPD 6.2.15'] },
  ]);
  expect(compare({ remediations: [{ ...fix, productIds: [] }] })).toMatchObject([{ what: 'remediation-products' }]);
  expect(compare({ remediations: [{ ...fix, details: 'Werk  bij naar\n6.2.15.' }] })).toEqual([]);
});

test('what the publisher says of exploitation counts as such; of impact as text', () => {
  const threat = (category: string, details: string) => [{ category, details, productIds: [] }];
  expect(compare({ threats: threat('exploit_status', 'Wordt misbruikt.') })).toMatchObject([
    { what: 'exploitation', after: 'Wordt misbruikt.' },
  ]);
  expect(compare({ threats: threat('impact', 'Hoog') })).toMatchObject([{ what: 'threat' }]);
});

test('a product that is new is told once, and not again with every score and remedy', () => {
  const product = example.products[0];
  if (product === undefined) throw new Error('the example has a product');
  const after: Advisory = {
    ...example,
    products: [...example.products, { ...product, id: 'P9', name: 'Meridiaan LAB', product: 'LAB' }],
    vulnerabilities: [
      {
        ...flaw,
        status: { ...flaw.status, known_affected: ['P1', 'P9'] },
        scores: flaw.scores.map((score) => ({ ...score, productIds: ['P1', 'P9'] })),
        remediations: flaw.remediations.map((remedy) => ({ ...remedy, productIds: ['P1', 'P9'] })),
      },
    ],
  };
  expect(compareVulnerabilities(example, after, compareProducts(example, after).labels)).toEqual([]);
});

test('vulnerabilities without a CVE are known by their other id; two alike are two', () => {
  const named = (text: string): Vulnerability => ({ ...flaw, cve: undefined, ids: [{ system: 'MER', text }] });
  const [before, after] = [
    { ...example, vulnerabilities: [named('A'), named('A')] },
    { ...example, vulnerabilities: [named('A'), named('B')] },
  ];
  expect(compareVulnerabilities(before, after, compareProducts(before, after).labels)).toEqual([
    { what: 'vulnerability-added', vulnerability: 'B' },
    { what: 'vulnerability-removed', vulnerability: 'A (2)' },
  ]);
});
