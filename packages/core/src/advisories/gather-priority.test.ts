import { expect, test } from 'vitest';
import { exampleAdvisory } from './example-advisory.test-support.ts';
import { FROM_OUTSIDE, NOW } from './example-priority.test-support.ts';
import { gatherPriority, type PriorityInput, type Saying } from './gather-priority.ts';
import { proposeUrgency } from './priority.ts';

const CVE = 'CVE-2026-00001';
const advisory = exampleAdvisory();
const gather = (parts: Partial<PriorityInput> = {}) =>
  gatherPriority({
    advisory,
    isWithdrawn: false,
    others: [],
    listed: [],
    epss: [],
    answered: [],
    recorded: [],
    reach: FROM_OUTSIDE,
    ...parts,
  });
const says = (by: string, change: Partial<Saying['vulnerabilities'][number]> = {}, notes: Saying['notes'] = []): Saying => ({
  by,
  notes,
  vulnerabilities: advisory.vulnerabilities.map((vulnerability) => ({ ...vulnerability, ...change })),
});
const score = (baseScore: number) => ({ version: '3.1' as const, vector: `CVSS:3.1/AV:N/score:${baseScore}`, baseScore, productIds: [] });
const exploitStatus = (details: string) => ({ threats: [{ category: 'exploit_status', details, productIds: [] }] });

test('where two publishers score one CVE both are there, each with its own', () => {
  const { facts } = gather({ others: [says('NVD', { scores: [score(6.5)] }), says('NVD', { scores: [score(6.5)] })] });
  expect(facts.scores.map(({ by, baseScore, cve }) => [by, baseScore, cve])).toEqual([
    ['Meridiaan PSIRT', 9.8, CVE],
    ['NVD', 6.5, CVE],
  ]);
});

test('who says that it is exploited is told apart: lists, publishers, answers', () => {
  const { facts } = gather({
    listed: [{ cve: CVE, list: 'kev', addedOn: '2026-11-03', ransomware: true }],
    others: [says('Andere PSIRT', exploitStatus('Exploited:Yes'))],
    recorded: [{ point: 'exploitation', value: 'active', from: 'record', by: 'CISA ADP', cve: CVE }],
  });
  expect(facts.exploited).toEqual([
    { kind: 'list', by: 'kev', cve: CVE, since: '2026-11-03', ransomware: true },
    { kind: 'publisher', by: 'Andere PSIRT' },
    { kind: 'ssvc', by: 'CISA ADP', cve: CVE },
  ]);
});

test("what CISA adds to a record is not taken for the publisher's own word", () => {
  const { facts } = gather({
    others: [says('Assigner', exploitStatus("On CISA's list of known exploited vulnerabilities since 2026-11-03."))],
  });
  expect(facts.exploited).toEqual([]);
});

test('public code is said by a publisher or by CISA', () => {
  const { facts } = gather({
    others: [says('Andere PSIRT', exploitStatus('A proof of concept is available.'))],
    recorded: [{ point: 'exploitation', value: 'public poc', from: 'record', by: 'CISA ADP', cve: CVE }],
  });
  expect([facts.exploitPublic, facts.exploited]).toEqual([['Andere PSIRT', 'CISA ADP'], []]);
});

test("for SSVC a person's answer goes before a list, and a list before what CISA answered earlier", () => {
  const recorded = [
    { point: 'exploitation', value: 'none', from: 'record', by: 'CISA ADP', cve: CVE, at: '2026-01-01T00:00:00Z' },
    { point: 'automatable', value: 'yes', from: 'record', by: 'CISA ADP', cve: CVE, at: '2026-01-01T00:00:00Z' },
    { point: 'technical-impact', value: 'total', from: 'record', by: 'CISA ADP', cve: CVE, at: '2026-01-01T00:00:00Z' },
  ] as const;
  const mission = { point: 'mission-and-well-being', value: 'high', from: 'person', by: 'A. Analist', at: '2026-11-23T09:00:00Z' } as const;
  const outcomeOf = (parts: Partial<PriorityInput>) => {
    const decision = gather(parts).facts.ssvc.find(({ table }) => table === 'cisa-coordinator');
    return decision?.kind === 'decided' ? [decision.outcome, decision.decidedBy[0]?.by] : decision?.missing;
  };
  expect(outcomeOf({ recorded })).toEqual(['mission-and-well-being']);
  expect(outcomeOf({ recorded, answered: [mission] })).toEqual(['attend', 'CISA ADP']);
  const listed = [{ cve: CVE, list: 'kev' }];
  expect(outcomeOf({ recorded, answered: [mission], listed })).toEqual(['act', 'kev']);
  const none = { point: 'exploitation', value: 'none', from: 'person', by: 'A. Analist', at: '2026-11-23T09:00:00Z' } as const;
  expect(outcomeOf({ recorded, answered: [mission, none], listed })).toEqual(['attend', 'A. Analist']);
  const ofThisOne = { ...none, value: 'active', by: 'B. Analist', cve: CVE };
  expect(outcomeOf({ recorded, answered: [mission, none, ofThisOne] })).toEqual(['act', 'B. Analist']);
});

test('inventories answer how exposed it is; unknown exposure answers nothing', () => {
  const exposure = (reach: PriorityInput['reach']) => gather({ reach }).ssvcAnswers.find(({ point }) => point === 'system-exposure')?.value;
  expect(exposure(FROM_OUTSIDE)).toBe('open');
  expect(exposure({ concerned: 3, internet: 0, unknownExposure: 1, withoutInventory: 0 })).toBeUndefined();
  expect(exposure({ concerned: 3, internet: 0, unknownExposure: 0, withoutInventory: 0 })).toBe('controlled');
  expect(exposure({ concerned: 0, internet: 0, unknownExposure: 0, withoutInventory: 0 })).toBeUndefined();
});

test("the analyst's rating counts before the publisher's, and that before others' of the same CVE; all are shown", () => {
  const notes = (likelihood: string, damage: string) => [
    { category: 'general', title: 'Kans', text: likelihood },
    { category: 'general', title: 'Schade', text: damage },
  ];
  const others = [says('Andere PSIRT', {}, notes('low', 'low')), says('NCSC-NL', {}, notes('medium', 'high'))];
  const rated = { likelihood: 'high', damage: 'high', by: 'A. Analist', because: 'Gezien bij twee deelnemers.' } as const;
  expect(gather({ others }).facts.rating).toEqual({ by: 'NCSC-NL', likelihood: 'medium', damage: 'high' });
  expect(gather({ others, rated }).ratings.map(({ by }) => by)).toEqual(['A. Analist', 'NCSC-NL', 'Andere PSIRT']);
  expect(gather({ others: others.slice(0, 1), advisory: { ...advisory, notes: notes('medium', 'medium') } }).facts.rating).toMatchObject({
    by: 'Meridiaan PSIRT',
  });
});

test('from next maintenance to now: nothing changes in the product, only in the world', () => {
  const lower = { ...advisory, vulnerabilities: says('', { scores: [score(7.5)] }).vulnerabilities };
  expect(proposeUrgency(gather({ advisory: lower }).facts, NOW).urgency).toBe('at-maintenance');
  const listed = [{ cve: CVE, list: 'kev', addedOn: '2026-11-03' }];
  expect(proposeUrgency(gather({ advisory: lower, listed }).facts, NOW)).toMatchObject({
    urgency: 'act-now',
    sentence: { nl: 'Wordt misbruikt volgens CISA (sinds 3 november) en is van buiten te bereiken bij 12 instellingen.' },
  });
});

test("a score that CISA adds inside an assigner's record is shown as CISA's", () => {
  const others = [says('voorbeeld', { scores: [score(7.5), { ...score(9.1), by: 'CISA' }] })];
  expect(
    gather({ others })
      .facts.scores.filter(({ by }) => by !== advisory.publisher.name)
      .map(({ by, baseScore }) => [by, baseScore]),
  ).toEqual([
    ['voorbeeld', 7.5],
    ['CISA', 9.1],
  ]);
});
