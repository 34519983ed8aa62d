import { expect, test } from 'vitest';
import { BY_CISA, BY_EU, exampleFacts, FROM_OUTSIDE, NOW } from './example-priority.test-support.ts';
import { day, priorityClauses, saidBy } from './priority-clauses.ts';

const nl = priorityClauses('nl');

test('several lists are named each once, with the first day on each', () => {
  const facts = exampleFacts({ exploited: [BY_EU, { ...BY_CISA, since: '2026-11-09' }, BY_CISA] });
  expect(nl.exploited(facts, NOW).text).toBe('wordt misbruikt volgens CISA (sinds 3 november) en de EU (sinds 5 november)');
  expect(priorityClauses('en').exploited(facts, NOW).text).toBe(
    'is exploited according to CISA (since 3 November) and the EU (since 5 November)',
  );
});

test('the year is named where it is another one', () => {
  expect(day('2025-08-25', 'nl', NOW)).toBe('25 augustus 2025');
  expect(day('2026-08-25', 'en', NOW)).toBe('25 August');
  expect(day('soon', 'nl', NOW)).toBe('soon');
});

test('a publisher, a person and a list of our own are named as they are', () => {
  expect(saidBy({ kind: 'publisher', by: 'Meridiaan PSIRT' }, 'nl')).toBe('Meridiaan PSIRT');
  expect(saidBy({ kind: 'list', by: 'sector' }, 'nl')).toBe('de lijst sector');
  expect(saidBy({ kind: 'list', by: 'constructor' }, 'en')).toBe('the list constructor');
});

test('one institution is one, and a certainty is never claimed', () => {
  expect(nl.internet(exampleFacts({ reach: { ...FROM_OUTSIDE, internet: 1 } }), NOW).text).toBe(
    'is van buiten te bereiken bij 1 instelling',
  );
  expect(nl.epss(exampleFacts({ epss: [{ cve: 'CVE-2026-00001', score: 0.99996, scoreDate: '2026-11-22' }] }), NOW).text).toContain('99%');
});
