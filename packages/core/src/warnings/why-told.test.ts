import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CERTAINTIES, REASONS } from '../matching/match.ts';
import { exampleReason } from './example-warning.test-support.ts';
import { whyTold } from './why-told.ts';

function why(...reasons: Parameters<typeof exampleReason>[0][]): string {
  return whyTold({ decision: { kind: 'warn', reasons: reasons.map((reason) => exampleReason(reason)) }, language: 'nl' });
}

test.each<[Parameters<typeof exampleReason>[0], string]>([
  [{}, 'U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt (wij weten het zeker).'],
  [
    { reason: 'product-version-unknown', certainty: 'likely' },
    'U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt (waarschijnlijk, controleer de versie).',
  ],
  [{ reason: 'product-name', certainty: 'possible' }, 'U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt (mogelijk).'],
  [
    { reason: 'supplier', certainty: 'possible' },
    'U krijgt dit omdat u heeft opgegeven dat u iets van Meridiaan Zorgsoftware gebruikt (mogelijk).',
  ],
  [
    { reason: 'tenant', product: 'Meridiaan Huisarts' },
    'U krijgt dit omdat u Meridiaan Huisarts gebruikt in een omgeving die geraakt is (wij weten het zeker).',
  ],
  [
    { reason: 'component', certainty: 'likely' },
    'U krijgt dit omdat u Meridiaan EPD gebruikt, met mogelijk het geraakte onderdeel erin (waarschijnlijk, controleer het).',
  ],
  [
    { reason: 'connection', certainty: 'possible', product: 'Kwartelveen' },
    'U krijgt dit omdat u een koppeling heeft met Kwartelveen (mogelijk).',
  ],
  [{ reason: 'observed', product: undefined }, 'U krijgt dit omdat wij dit van buiten bij u zagen (wij weten het zeker).'],
  [
    { reason: 'sector', certainty: 'for-information', product: undefined },
    'U krijgt dit omdat dit van belang is voor uw sector of regio (ter informatie).',
  ],
  [
    { product: undefined, supplier: undefined },
    'U krijgt dit omdat u heeft opgegeven dat u een product uit uw lijst gebruikt (wij weten het zeker).',
  ],
])('%o is said in words', (reason, sentence) => {
  expect(why(reason)).toBe(sentence);
});

test('products of one certainty are joined and bounded; each is named once', () => {
  const products = ['A', 'B', 'b', 'C', 'D', 'E', 'F'].map((product) => ({ product }));
  expect(why(...products)).toBe('U krijgt dit omdat u heeft opgegeven dat u A, B, C en 3 andere producten gebruikt (wij weten het zeker).');
});

test('the surest reason comes first, the others follow as sentences of their own', () => {
  expect(why({ product: 'Kompas EPD', certainty: 'possible', reason: 'product-name' }, {})).toBe(
    'U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt (wij weten het zeker). Ook omdat u heeft opgegeven dat u Kompas EPD gebruikt (mogelijk).',
  );
});

test('more than three kinds of reason are counted, not listed', () => {
  const many = ['product-version', 'tenant', 'component', 'connection', 'observed'] as const;
  expect(why(...many.map((reason) => ({ reason })))).toMatch(/Er zijn nog 2 andere redenen\.$/);
});

test('in English it reads "You receive this because"', () => {
  expect(whyTold({ decision: { kind: 'warn', reasons: [exampleReason({ certainty: 'likely' })] }, language: 'en' })).toBe(
    'You receive this because you told us that you use Meridiaan EPD (likely, check the version).',
  );
});

test('it always begins so, whatever the reasons, and is one line of bounded length', () => {
  const reasons = fc.array(
    fc
      .record({
        reason: fc.constantFrom(...REASONS),
        certainty: fc.constantFrom(...CERTAINTIES),
        product: fc.option(fc.string({ unit: 'binary', maxLength: 300 }), { nil: undefined }),
        supplier: fc.option(fc.string({ unit: 'binary', maxLength: 300 }), { nil: undefined }),
      })
      .map(exampleReason),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(reasons, fc.constantFrom('warn' as const, 'update' as const, 'close' as const), (held, kind) => {
      const dutch = whyTold({ decision: { kind, reasons: held }, language: 'nl' });
      expect(dutch).toMatch(/^U krijgt dit omdat .+\.$/);
      expect(dutch.length).toBeLessThan(1_500);
      expect(whyTold({ decision: { kind, reasons: held }, language: 'en' })).toMatch(/^You receive this because .+\.$/);
    }),
  );
});
