import { expect, test } from 'vitest';
import { actionText } from './action-text.ts';
import { DUTCH, exampleReason } from './example-warning.test-support.ts';

const version = { texts: { nl: DUTCH } };
const fix = { category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', productIds: ['P1'] };
const workaround = { category: 'workaround', details: 'Sluit poort 443.', url: 'https://meridiaan.example/443', productIds: [] };

function textOf(...reasons: Parameters<typeof actionText>[0]['reasons']): string {
  return actionText({ version, urgency: 'act-now', reasons });
}

test('the order in which reasons and advice come plays no part, nor does advice given twice', () => {
  const one = exampleReason({ remediations: [fix, workaround] });
  const other = exampleReason({ product: 'Kompas EPD', remediations: [fix] });
  expect(textOf(one, other)).toBe(textOf(other, exampleReason({ remediations: [workaround, { ...fix, productIds: ['P9'] }, fix] })));
});

test('advice of one product is not mistaken for that of another', () => {
  const a = textOf(exampleReason({ remediations: [fix] }), exampleReason({ product: 'Kompas EPD', remediations: [workaround] }));
  const b = textOf(exampleReason({ remediations: [workaround] }), exampleReason({ product: 'Kompas EPD', remediations: [fix] }));
  expect(a).not.toBe(b);
});

test('a link that changes is a changed action', () => {
  expect(textOf(exampleReason({ remediations: [workaround] }))).not.toBe(
    textOf(exampleReason({ remediations: [{ ...workaround, url: 'https://meridiaan.example/444' }] })),
  );
});

test('what is merely for information adds nothing where something else asks', () => {
  const sector = exampleReason({ product: 'Kompas EPD', certainty: 'for-information', reason: 'sector' });
  expect(textOf(exampleReason(), sector)).toBe(textOf(exampleReason()));
});

test('no title, date, number, score or evidence of the advisory is in it', () => {
  expect(textOf(exampleReason({ certainty: 'likely' }))).toBe(
    JSON.stringify({
      urgency: 'act-now',
      steps: [
        ['Werk Meridiaan EPD bij.', 'system-administrator', 4],
        ['Kan dat niet? Sluit de toegang van buiten.', null, null],
      ],
      abuseCheck: 'Is gecontroleerd of er iemand binnen is geweest?',
      products: [['meridiaan epd', ['["vendor_fix","Werk bij naar 6.2.15.",null]']]],
    }),
  );
});
