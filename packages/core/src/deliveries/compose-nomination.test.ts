import { expect, test } from 'vitest';
import { composeNomination } from './compose-nomination.ts';

const CERT = { name: 'Forewarn CERT', phone: '000 000 00 00', domain: 'forewarn.example' };
const compose = (isReminder: boolean, branch = 'Zorg voor Geest') =>
  composeNomination({ id: 'n1', institution: 'Praktijk Elzenbocht', branch, isReminder, cert: CERT });
const textOf = ({ opening, blocks }: ReturnType<typeof compose>) =>
  [opening, ...blocks.flatMap((block) => ('text' in block ? block.text : block.items))].join(' ');

test('an invitation says who asks, what it is and that nothing happens without a yes, in short sentences', () => {
  const message = compose(false);
  expect(message.subject).toBe('Doet Praktijk Elzenbocht mee met Forewarn CERT?');
  expect(message.opening).toContain('Zorg voor Geest');
  expect(textOf(message)).toMatch(/ja, nee, of dit zijn wij niet/);
  const sentences = textOf(message)
    .split(/[.?!]\s?/)
    .filter((sentence) => sentence !== '');
  const words = sentences.map((sentence) => sentence.split(/\s+/).length);
  expect(words.reduce((sum, count) => sum + count, 0) / words.length).toBeLessThanOrEqual(12);
});

test('the reminder is a message of its own in the same thread, and says that it is the only one', () => {
  expect(compose(true).key).not.toBe(compose(false).key);
  expect(compose(true).thread).toBe(compose(false).thread);
  expect(textOf(compose(true))).toContain('enige herinnering');
});

test('a name that is long or holds line ends stays one short line', () => {
  expect(compose(false, `Geest\r\nBcc: iedereen@x.example ${'x'.repeat(300)}`).opening).not.toMatch(/[\r\n]|x{120}/);
});
