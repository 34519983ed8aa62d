import { expect, test } from 'vitest';
import type { Remediation } from '../advisories/advisory.ts';
import { idOf } from '../basics/ids.ts';
import { EVIDENCE, exampleReason } from './example-warning.test-support.ts';
import type { ProductRemedies } from './product-remedies.ts';
import { supplierBlocks } from './supplier-blocks.ts';
import { words } from './words.ts';

const say = words('nl');
const advisoryId = idOf<'Advisory'>('advisory-1');

function remedies(remediations: readonly Partial<Remediation>[], productIds = ['P1']): ProductRemedies {
  return {
    advisoryId,
    productIds,
    remediations: remediations.map((each) => ({ category: 'vendor_fix', details: 'x', productIds: [], ...each })),
  };
}

function textsOf(...of: Parameters<typeof supplierBlocks>): readonly string[] {
  return supplierBlocks(...of).flatMap((block) => ('items' in block ? block.items.map((item) => `- ${item}`) : [block.text]));
}

test('what the supplier says is named as its words, fixes before measures, with its link', () => {
  const productRemedies = [
    remedies([
      { category: 'workaround', details: 'Sluit poort 443.', url: 'https://meridiaan.example/443' },
      { category: 'vendor_fix', details: 'Werk bij naar 6.2.15 of 7.0.3.' },
    ]),
  ];
  expect(textsOf({ reasons: [exampleReason()], productRemedies, say })).toEqual([
    'Wat de leverancier schrijft',
    'De leverancier van Meridiaan EPD schrijft:',
    '- Oplossing: Werk bij naar 6.2.15 of 7.0.3.',
    '- Tijdelijke oplossing: Sluit poort 443. (https://meridiaan.example/443)',
  ]);
});

test('two institutions that hold different versions read the same', () => {
  const productRemedies = [remedies([{ details: 'Van 6 naar 6.2.15.' }, { details: 'Van 7 naar 7.0.3.' }], ['P1', 'P2'])];
  const [one, other] = ['P1', 'P2'].map(
    (advisoryProductId) => [exampleReason({ evidence: [{ ...EVIDENCE, advisoryProductId }] })] as const,
  );
  expect(supplierBlocks({ reasons: one ?? [], productRemedies, say })).toEqual(
    supplierBlocks({ reasons: other ?? [], productRemedies, say }),
  );
});

test('advice for products that are not held, or of another advisory, is not shown', () => {
  const productRemedies = [remedies([{}], ['P9']), { ...remedies([{}]), advisoryId: idOf<'Advisory'>('advisory-2') }];
  expect(supplierBlocks({ reasons: [exampleReason()], productRemedies, say })).toEqual([]);
  expect(supplierBlocks({ reasons: [exampleReason({ advisoryId: undefined })], productRemedies: [remedies([{}])], say })).toEqual([]);
});

test('a publisher that writes a book is cut short, and the reader is told that there is more', () => {
  const productRemedies = [remedies(Array.from({ length: 30 }, (_, index) => ({ details: `${index} ${'woord '.repeat(500)}` })))];
  const texts = textsOf({ reasons: [exampleReason()], productRemedies, say });
  expect(texts.filter((text) => text.startsWith('- '))).toHaveLength(5);
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(450);
  expect(texts.at(-1)).toBe('Er is meer. Lees ook het bericht van de leverancier zelf.');
});

test.each([
  'javascript:alert(1)',
  'file://server/share',
  'https://x.example/"><script>',
  'https://x.example/a b',
  `https://x.example/${'x'.repeat(400)}`,
])('an address that is none of a page is left out: %s', (url) => {
  const productRemedies = [remedies([{ details: 'Werk bij.', url }])];
  expect(textsOf({ reasons: [exampleReason()], productRemedies, say }).at(-1)).toBe('- Oplossing: Werk bij.');
});
