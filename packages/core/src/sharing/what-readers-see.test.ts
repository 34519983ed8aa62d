import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { USUAL_READERS, whatReadersSee, type AskedReader } from './what-readers-see.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;
const MAIL: AskedReader = { reader: { kind: 'contact', role: 'ciso' }, channel: 'email', purpose: 'mail-body' };

test('a GREEN warning by mail is read but for the version that is held', () => {
  const [seen] = whatReadersSee({ label: 'GREEN' }, [MAIL], NOW);
  expect(seen?.sees).toBe('part');
  expect(seen?.blocks.filter(({ verdict }) => verdict.kind !== 'yes')).toEqual([
    { block: 'personal', verdict: { kind: 'notice-only', because: 'label-above-channel' } },
  ]);
});

test('of an AMBER warning a mail says that it is there, who is signed in reads it, and the sector nothing', () => {
  expect(
    whatReadersSee({ label: 'AMBER' }, [MAIL, ...USUAL_READERS], NOW).map(
      ({ reader, channel, sees }) => `${reader.kind} ${channel}: ${sees}`,
    ),
  ).toEqual([
    'contact email: notice-only',
    'group subject: notice-only',
    'group answer-page: notice-only',
    'colleague mail-code: notice-only',
    'colleague signed-in: everything',
    'service-account signed-in: everything',
    'it-provider signed-in: nothing',
    'branch signed-in: nothing',
    'supplier signed-in: nothing',
    'anyone static-page: nothing',
  ]);
});

test('with the tick the IT provider reads it, and under embargo nobody outside the CERT reads anything', () => {
  const provider = USUAL_READERS.filter(({ reader }) => reader.kind === 'it-provider');
  expect(whatReadersSee({ label: 'AMBER', sharedWithItProvider: true }, provider, NOW)[0]?.sees).toBe('everything');
  const embargoUntil = '2026-11-24T00:00:00.000Z' as Instant;
  expect(new Set(whatReadersSee({ label: 'CLEAR', embargoUntil }, USUAL_READERS, NOW).map(({ sees }) => sees))).toEqual(
    new Set(['nothing']),
  );
});
