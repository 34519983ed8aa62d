import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BY_CISA, BY_EU, exampleFacts, exampleScore, FROM_OUTSIDE, NOW } from './example-priority.test-support.ts';
import type { PriorityFacts } from './priority-facts.ts';
import { PROPOSED_URGENCIES } from './priority-rules.ts';
import { proposeUrgency } from './priority.ts';
import { decideSsvc } from './ssvc.ts';

const propose = (parts: Partial<PriorityFacts>) => proposeUrgency(exampleFacts(parts), NOW);
const UNKNOWN_EXPOSURE = { concerned: 5, internet: 0, unknownExposure: 5, withoutInventory: 0 };
const NOBODY = { concerned: 0, internet: 0, unknownExposure: 0, withoutInventory: 0 };
const act = decideSsvc('cisa-coordinator', [
  { point: 'exploitation', value: 'active', from: 'record', by: 'CISA ADP' },
  { point: 'automatable', value: 'yes', from: 'record', by: 'CISA ADP' },
  { point: 'technical-impact', value: 'total', from: 'record', by: 'CISA ADP' },
  { point: 'mission-and-well-being', value: 'high', from: 'person', by: 'A. Analist' },
]);
const CRITICAL = { scores: [exampleScore('Meridiaan PSIRT', 9.8)] };

// Facts, urgency, and the sentence in full.
const CASES: readonly (readonly [string, Partial<PriorityFacts>, (typeof PROPOSED_URGENCIES)[number], string])[] = [
  [
    'exploited, and to be reached from outside',
    { exploited: [BY_CISA], reach: FROM_OUTSIDE },
    'act-now',
    'Wordt misbruikt volgens CISA (sinds 3 november) en is van buiten te bereiken bij 12 instellingen.',
  ],
  [
    'exploited, and nobody knows whether it can be reached', // unknown is never "not affected"
    { exploited: [BY_CISA], reach: UNKNOWN_EXPOSURE },
    'act-now',
    'Wordt misbruikt volgens CISA (sinds 3 november) en is misschien van buiten te bereiken bij 5 instellingen.',
  ],
  [
    'exploited, but only on the machine itself',
    { exploited: [BY_CISA], scores: [exampleScore('Meridiaan PSIRT', 7.8, 'L')], reach: UNKNOWN_EXPOSURE },
    'this-week',
    'Wordt misbruikt volgens CISA (sinds 3 november) en is in gebruik bij 5 instellingen, voor zover bekend niet van buiten te bereiken.',
  ],
  [
    'exploited with ransomware, inside',
    { exploited: [BY_CISA, { ...BY_EU, ransomware: true }] },
    'act-now',
    'Wordt gebruikt bij aanvallen met ransomware volgens de EU (sinds 5 november) en is in gebruik bij 12 instellingen.',
  ],
  [
    'exploited, and in no inventory while some institutions have none',
    { exploited: [BY_CISA], reach: { ...NOBODY, withoutInventory: 3 } },
    'this-week',
    'Wordt misbruikt volgens CISA (sinds 3 november), maar staat in geen enkele inventaris, en van 3 instellingen is er geen: vraag of zij het gebruiken.',
  ],
  [
    'exploited, and in no inventory of all',
    { exploited: [BY_CISA], reach: NOBODY },
    'for-information',
    'Wordt misbruikt volgens CISA (sinds 3 november), maar staat in geen enkele inventaris.',
  ],
  ['withdrawn', { isWithdrawn: true, exploited: [BY_CISA], reach: FROM_OUTSIDE }, 'for-information', 'Is ingetrokken door de uitgever.'],
  ['act, by SSVC', { ssvc: [act] }, 'act-now', 'Krijgt met SSVC "act" (voor het CERT) en is in gebruik bij 12 instellingen.'],
  [
    "NCSC-NL's Urgent",
    { rating: { likelihood: 'high', damage: 'high', by: 'NCSC-NL' } },
    'act-now',
    'Heeft kans hoog en schade hoog volgens NCSC-NL en is in gebruik bij 12 instellingen.',
  ],
  [
    "NCSC-NL's Normaal",
    { rating: { likelihood: 'medium', damage: 'high', by: 'NCSC-NL' } },
    'this-week',
    'Heeft kans gemiddeld en schade hoog volgens NCSC-NL en is in gebruik bij 12 instellingen.',
  ],
  [
    'critical, from outside',
    { ...CRITICAL, reach: FROM_OUTSIDE },
    'this-week',
    'Heeft CVSS-score 9,8 volgens Meridiaan PSIRT en is van buiten te bereiken bij 12 instellingen.',
  ],
  [
    'likely to be exploited',
    { epss: [{ cve: 'CVE-2026-00001', score: 0.647, percentile: 0.99, scoreDate: '2026-11-22' }] },
    'this-week',
    'Heeft volgens EPSS 64% kans op misbruik binnen 30 dagen en is in gebruik bij 12 instellingen.',
  ],
  [
    'public code',
    { exploitPublic: ['Meridiaan PSIRT'] },
    'at-maintenance',
    'Is met openbare code te misbruiken volgens Meridiaan PSIRT en is in gebruik bij 12 instellingen.',
  ],
  [
    'high',
    { scores: [exampleScore('Meridiaan PSIRT', 7.5)] },
    'at-maintenance',
    'Heeft CVSS-score 7,5 volgens Meridiaan PSIRT en is in gebruik bij 12 instellingen.',
  ],
  [
    'low',
    { scores: [exampleScore('Meridiaan PSIRT', 3.1)] },
    'for-information',
    'Heeft CVSS-score 3,1 volgens Meridiaan PSIRT en is in gebruik bij 12 instellingen.',
  ],
  ['nothing at all', {}, 'at-maintenance', 'Is nog door niemand beoordeeld en is in gebruik bij 12 instellingen.'],
  ['nobody', { ...CRITICAL, reach: NOBODY }, 'for-information', 'Staat in geen enkele inventaris.'],
];

test.each(CASES)('%s', (_name, parts, urgency, sentence) => {
  const proposal = propose(parts);
  expect(proposal.sentence.nl).toBe(sentence);
  expect(proposal.urgency).toBe(urgency);
  expect(proposal.sentence.en).toMatch(/^[A-Z].*\.$/);
});

test('what other sources say is shown beside what decided', () => {
  const proposal = propose({ exploited: [BY_CISA], reach: FROM_OUTSIDE, rating: { likelihood: 'low', damage: 'low', by: 'NCSC-NL' } });
  expect(proposal.rule).toBe('exploited-from-outside');
  expect(proposal.others.map(({ rule }) => rule)).toContain('rated-low');
  expect(propose({}).others).toEqual([]);
});

const facts: fc.Arbitrary<PriorityFacts> = fc.record({
  isWithdrawn: fc.constant(false),
  exploited: fc.subarray([BY_CISA, BY_EU]),
  exploitPublic: fc.subarray(['Meridiaan PSIRT']),
  scores: fc.array(
    fc.double({ min: 0, max: 10, noNaN: true }).map((score) => exampleScore('NVD', score)),
    { maxLength: 2 },
  ),
  epss: fc.array(
    fc.double({ min: 0, max: 1, noNaN: true }).map((score) => ({ cve: 'CVE-2026-00001', score, scoreDate: '2026-11-22' })),
    { maxLength: 2 },
  ),
  ssvc: fc.subarray([act]),
  reach: fc.constantFrom(FROM_OUTSIDE, UNKNOWN_EXPOSURE),
});
const rank = (each: PriorityFacts) => PROPOSED_URGENCIES.indexOf(proposeUrgency(each, NOW).urgency);

test('that it becomes exploited never makes it less urgent, and the order of sources changes nothing', () => {
  fc.assert(
    fc.property(facts, (each) => {
      expect(rank({ ...each, exploited: [...each.exploited, BY_CISA] })).toBeLessThanOrEqual(rank(each));
      const turned = { ...each, exploited: each.exploited.toReversed(), scores: each.scores.toReversed(), epss: each.epss.toReversed() };
      expect(proposeUrgency(turned, NOW)).toEqual(proposeUrgency(each, NOW));
    }),
  );
});
