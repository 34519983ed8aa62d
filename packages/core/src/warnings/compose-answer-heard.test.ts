import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { composeAnswerHeard, type AnswerHeard } from './compose-answer-heard.ts';
import { at, CERT, ELZENBOCHT, exampleAnswer, exampleVersion } from './example-warning.test-support.ts';

function heard(change: Partial<AnswerHeard> = {}) {
  return composeAnswerHeard({
    warning: { reference: 'FW-2026-0031', matterId: idOf<'Matter'>('matter-1') },
    version: exampleVersion(),
    urgency: 'act-now',
    acknowledgement: exampleAnswer({ answer: 'not-affected', why: 'Wij hebben dit niet', remark: 'geheim', answeredAs: 'Kwartel\nICT' }),
    institution: ELZENBOCHT,
    language: 'nl',
    cert: CERT,
    ...change,
  });
}

test('the other contacts read who answered what through the link, and that they can undo it', () => {
  const message = heard();
  expect(message.subject).toBe('[Antwoord gegeven] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)');
  expect(message.opening).toBe('U krijgt dit omdat iemand namens Psychologiepraktijk Elzenbocht antwoord gaf via de link.');
  expect(message.blocks).toEqual(
    [
      'Kwartel ICT antwoordde: Dit geldt niet voor ons.',
      'Dat was op maandag 23 november 2026, 16.00 uur.',
      'Wij weten niet zeker wie dit was. Het antwoord is niet bevestigd.',
      'Klopt het niet? Maak het antwoord dan ongedaan.',
      'Dit is dringend. Wij blijven u daarom vragen om een bevestiging.',
    ].map((text) => ({ kind: 'paragraph', text })),
  );
  expect(JSON.stringify(message)).not.toContain('geheim');
});

test('only "not affected" on what cannot wait keeps being asked', () => {
  expect(heard({ urgency: 'this-week' }).blocks).toHaveLength(4);
  expect(heard({ acknowledgement: exampleAnswer({ answer: 'fixed' }) }).blocks).toHaveLength(4);
});

test('an answer that was undone is heard of as well, under a key of its own', () => {
  const undone = exampleAnswer({ undoneAt: at('2026-11-23T16:00:00Z'), undoneBy: 'Karin' });
  const message = heard({ acknowledgement: undone, language: 'en' });
  expect(message.opening).toBe('You receive this because somebody undid an answer for Psychologiepraktijk Elzenbocht.');
  expect(message.blocks[0]).toEqual({ kind: 'paragraph', text: 'Karin undid this: We are working on it.' });
  expect(message.key).toBe('answer/answer-1/undone/en');
  expect(message.thread).toBe(heard().thread);
  expect(message.key).not.toBe(heard({ language: 'en' }).key);
});

test('of what is above GREEN they hear that somebody answered, and not what it is about', () => {
  const message = heard({ version: exampleVersion({ tlp: 'AMBER' }) });
  expect(message).toMatchObject({ label: 'AMBER', isNotice: true, subject: '[Antwoord gegeven] (FW-2026-0031)' });
  expect(JSON.stringify(message)).not.toContain('Meridiaan');
});
