import { expect, test } from 'vitest';
import type { Message } from '../deliveries/message.ts';
import { markDrillMessage } from './mark-drill-message.ts';

const MESSAGE: Message = {
  key: 'w/1/i/nl',
  thread: 'm/i',
  label: 'GREEN',
  language: 'nl',
  subject: '[Nu handelen] OEFENING: EPD ligt stil (OEF-2026-0001)',
  opening: 'U krijgt dit omdat dit van belang is voor uw sector of regio (wij weten het zeker).',
  blocks: [],
  reference: 'OEF-2026-0001, versie 1',
  closing: ['Z-CERT. Hulp: 000.'],
};

test('the first word of the subject and of the text is that it is an exercise, and programs are told', () => {
  const marked = markDrillMessage(MESSAGE);
  expect(marked.subject).toBe('OEFENING: [Nu handelen] EPD ligt stil (OEF-2026-0001)');
  expect(marked.opening).toMatch(/^OEFENING\. Dit is geen echte waarschuwing\./);
  expect(marked.closing).toHaveLength(2);
  expect(marked.closing[0]).toMatch(/^Dit was een oefening\./);
  expect(marked.drill).toBe(true);
  expect(marked.key).toBe(MESSAGE.key);
});

test('a notice that may not tell its title tells that it is an exercise, and so does what it stands for', () => {
  const notice: Message = {
    ...MESSAGE,
    isNotice: true,
    subject: '[Nu handelen] (OEF-2026-0001)',
    full: { subject: MESSAGE.subject, opening: MESSAGE.opening, blocks: [] },
  };
  const marked = markDrillMessage(notice);
  expect(marked.subject).toBe('OEFENING: [Nu handelen] (OEF-2026-0001)');
  expect(marked.full).toMatchObject({ subject: 'OEFENING: [Nu handelen] EPD ligt stil (OEF-2026-0001)', opening: marked.opening });
});

test('who reads English reads EXERCISE', () => {
  const marked = markDrillMessage({ ...MESSAGE, language: 'en', subject: '[Act now] EXERCISE: records down (OEF-2026-0001)' });
  expect(marked.subject).toBe('EXERCISE: [Act now] records down (OEF-2026-0001)');
  expect(marked.opening).toMatch(/^EXERCISE\./);
});

test('marking twice marks once', () => {
  const once = markDrillMessage(MESSAGE);
  expect(markDrillMessage(once).subject).toBe(once.subject);
});
