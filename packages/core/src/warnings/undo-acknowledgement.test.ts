import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { at, exampleAnswer, NOW } from './example-warning.test-support.ts';
import { undoAcknowledgement } from './undo-acknowledgement.ts';

const colleague = { through: 'link', contactId: idOf<'Contact'>('jos'), answeredAs: ' Jos ' } as const;

test('a colleague undoes through a link what came through a link', () => {
  expect(undoAcknowledgement({ acknowledgement: exampleAnswer(), by: colleague }, NOW)).toEqual({ undoneAt: NOW, undoneBy: 'Jos' });
});

test('what was confirmed is undone by somebody known only', () => {
  const acknowledgement = exampleAnswer({ confirmed: true, confirmedBy: 'Zorg-CERT' });
  expect(undoAcknowledgement({ acknowledgement, by: colleague }, NOW)).toMatchObject({
    code: 'answer-confirmed',
    message: 'This answer was confirmed by Zorg-CERT, so a link cannot undo it.',
  });
  expect(undoAcknowledgement({ acknowledgement, by: { through: 'cert', answeredAs: 'A. Analyst' } }, NOW)).toMatchObject({
    undoneBy: 'A. Analyst',
  });
});

test('an answer is undone once, by somebody', () => {
  const undone = exampleAnswer({ undoneAt: at('2026-05-03T14:00:00Z'), undoneBy: 'Karin' });
  expect(undoAcknowledgement({ acknowledgement: undone, by: colleague }, NOW)).toMatchObject({
    code: 'answer-undone',
    message: 'This answer was undone already (on Sunday 3 May 2026, 16.00 by Karin).',
  });
  expect(undoAcknowledgement({ acknowledgement: exampleAnswer(), by: { ...colleague, answeredAs: '\n' } }, NOW)).toMatchObject({
    code: 'who-missing',
  });
});
