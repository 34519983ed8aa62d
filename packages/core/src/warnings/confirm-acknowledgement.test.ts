import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { confirmAcknowledgement } from './confirm-acknowledgement.ts';
import { exampleAnswer, NOW } from './example-warning.test-support.ts';

const analyst = { through: 'cert', answeredAs: 'A. Analyst' } as const;

test('the institution itself or the CERT confirms an answer that came through a link', () => {
  expect(confirmAcknowledgement({ acknowledgement: exampleAnswer(), by: analyst }, NOW)).toEqual({
    confirmedBy: 'A. Analyst',
    confirmedAt: NOW,
  });
  expect(confirmAcknowledgement({ acknowledgement: exampleAnswer(), by: { through: 'api', answeredAs: 'Elzenbocht' } }, NOW)).toMatchObject(
    {
      confirmedBy: 'Elzenbocht',
    },
  );
});

test.each([
  [
    'no link confirms, not even of another contact',
    {},
    { through: 'link', contactId: idOf<'Contact'>('jos'), answeredAs: 'Jos' },
    'link-cannot-confirm',
  ],
  ['what was undone is not confirmed', { undoneAt: NOW, undoneBy: 'Karin' }, analyst, 'answer-undone'],
  ['it is confirmed once', { confirmed: true, confirmedBy: 'Jos' }, analyst, 'answer-confirmed'],
] as const)('%s', (_what, change, by, code) => {
  expect(confirmAcknowledgement({ acknowledgement: exampleAnswer(change), by }, NOW)).toMatchObject({ kind: 'refusal', code });
});
