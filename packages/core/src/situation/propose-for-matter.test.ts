import { expect, test } from 'vitest';
import type { Vulnerability } from '../advisories/advisory.ts';
import { FROM_OUTSIDE, NOW } from '../advisories/example-priority.test-support.ts';
import { proposeForMatter, type WeighedAdvisory } from './propose-for-matter.ts';

const REACH = { ...FROM_OUTSIDE, withoutInventory: 0 };
const NOTHING_ELSE = { listed: [], epss: [], answered: [], reach: REACH };
const vulnerability = (cve: string, baseScore?: number): Vulnerability => ({
  cve,
  ids: [],
  cwes: [],
  notes: [],
  scores: baseScore === undefined ? [] : [{ version: '3.1', vector: 'CVSS:3.1/AV:N', baseScore, productIds: [] }],
  status: {},
  remediations: [],
  threats: [],
  at: '',
});
const advisory = (publisher: string, ...vulnerabilities: Vulnerability[]): WeighedAdvisory => ({
  publisher,
  isWithdrawn: false,
  notes: [],
  vulnerabilities,
});

test('of several advisories on one matter the most urgent statement decides, whichever comes first', () => {
  const mild = advisory('Meridiaan PSIRT', vulnerability('CVE-2026-00001', 5.0));
  const severe = advisory('NCSC-NL', vulnerability('CVE-2026-00001', 9.8));
  for (const advisories of [
    [mild, severe],
    [severe, mild],
  ])
    expect(proposeForMatter({ ...NOTHING_ELSE, advisories }, NOW)).toMatchObject({ urgency: 'this-week', rule: 'critical-from-outside' });
  expect(proposeForMatter({ ...NOTHING_ELSE, advisories: [mild] }, NOW)?.urgency).toBe('at-maintenance');
});

test('what is exploited is to be acted on now, also where only the other advisory names the CVE', () => {
  const advisories = [
    advisory('Meridiaan PSIRT', vulnerability('CVE-2026-00001', 5)),
    advisory('NCSC-NL', vulnerability('CVE-2026-00002')),
  ];
  const listed = [{ cve: 'CVE-2026-00002', list: 'kev', addedOn: '2026-11-03' }];
  const proposed = proposeForMatter({ ...NOTHING_ELSE, advisories, listed }, NOW);
  expect(proposed).toMatchObject({ urgency: 'act-now' });
  expect(proposed?.sentence.nl).toContain('Wordt misbruikt volgens CISA');
});

test('an answer to SSVC about a CVE of the second advisory decides too', () => {
  const advisories = [advisory('A', vulnerability('CVE-2026-00001')), advisory('B', vulnerability('CVE-2026-00002'))];
  const answer = (point: string, value: string) => ({ point, value, from: 'person', by: 'A. Analist', cve: 'CVE-2026-00002' }) as never;
  const answered = [
    answer('exploitation', 'active'),
    answer('automatable', 'yes'),
    answer('technical-impact', 'total'),
    answer('mission-prevalence', 'essential'),
    answer('public-well-being', 'irreversible'),
  ];
  expect(proposeForMatter({ ...NOTHING_ELSE, advisories, answered }, NOW)?.urgency).toBe('act-now');
});

test('one advisory that its publisher took back leaves the matter standing; all of them end it', () => {
  const back = { ...advisory('A', vulnerability('CVE-2026-00001', 9.8)), isWithdrawn: true };
  const stands = advisory('B', vulnerability('CVE-2026-00001', 5));
  expect(proposeForMatter({ ...NOTHING_ELSE, advisories: [back, stands] }, NOW)?.rule).toBe('scored');
  expect(proposeForMatter({ ...NOTHING_ELSE, advisories: [back] }, NOW)?.rule).toBe('withdrawn');
});

test('for a report without an advisory nothing is proposed', () => {
  expect(proposeForMatter({ ...NOTHING_ELSE, advisories: [] }, NOW)).toBeUndefined();
});
