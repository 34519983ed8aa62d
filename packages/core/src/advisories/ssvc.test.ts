import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideSsvc, mostUrgentSsvc, SSVC_OUTCOMES, SSVC_POINTS, type SsvcAnswer, type SsvcPoint, type SsvcTable } from './ssvc.ts';

const answered = (values: Partial<Record<SsvcPoint, string>>): readonly SsvcAnswer[] =>
  Object.entries(values).map(([point, value]) => ({ point: point as SsvcPoint, value, from: 'person', by: 'A. Analist' }));
const outcome = (table: SsvcTable, values: Partial<Record<SsvcPoint, string>>) => {
  const decision = decideSsvc(table, answered(values));
  return decision.kind === 'decided' ? decision.outcome : decision.possible.join(' or ');
};

// Rows of CERTCC/SSVC cisa_coordinator_2_0_3.csv, by their number there.
test.each([
  [0, 'none', 'no', 'partial', 'low', 'track'],
  [5, 'none', 'no', 'total', 'high', 'track*'],
  [8, 'none', 'yes', 'partial', 'high', 'attend'],
  [10, 'none', 'yes', 'total', 'medium', 'track'],
  [14, 'public poc', 'no', 'partial', 'high', 'track*'],
  [16, 'public poc', 'no', 'total', 'medium', 'track*'],
  [17, 'public poc', 'no', 'total', 'high', 'attend'],
  [22, 'public poc', 'yes', 'total', 'medium', 'track*'],
  [25, 'active', 'no', 'partial', 'medium', 'track'],
  [26, 'active', 'no', 'partial', 'high', 'attend'],
  [28, 'active', 'no', 'total', 'medium', 'attend'],
  [29, 'active', 'no', 'total', 'high', 'act'],
  [30, 'active', 'yes', 'partial', 'low', 'attend'],
  [32, 'active', 'yes', 'partial', 'high', 'act'],
  [33, 'active', 'yes', 'total', 'low', 'attend'],
  [34, 'active', 'yes', 'total', 'medium', 'act'],
])("CISA's row %i: %s, %s, %s, %s", (_row, exploitation, automatable, technicalImpact, mission, expected) => {
  expect(
    outcome('cisa-coordinator', { exploitation, automatable, 'technical-impact': technicalImpact, 'mission-and-well-being': mission }),
  ).toBe(expected);
});

// Rows of CERTCC/SSVC deployer_patch_application_priority_1_0_0.csv.
test.each([
  [1, 'none', 'small', 'no', 'medium', 'defer'],
  [5, 'none', 'small', 'yes', 'medium', 'scheduled'],
  [8, 'none', 'controlled', 'no', 'low', 'defer'],
  [16, 'none', 'open', 'no', 'low', 'defer'],
  [23, 'none', 'open', 'yes', 'very high', 'out-of-cycle'],
  [32, 'public poc', 'controlled', 'no', 'low', 'defer'],
  [39, 'public poc', 'controlled', 'yes', 'very high', 'out-of-cycle'],
  [43, 'public poc', 'open', 'no', 'very high', 'out-of-cycle'],
  [46, 'public poc', 'open', 'yes', 'high', 'out-of-cycle'],
  [49, 'active', 'small', 'no', 'medium', 'scheduled'],
  [53, 'active', 'small', 'yes', 'medium', 'out-of-cycle'],
  [57, 'active', 'controlled', 'no', 'medium', 'scheduled'],
  [60, 'active', 'controlled', 'yes', 'low', 'out-of-cycle'],
  [64, 'active', 'open', 'no', 'low', 'scheduled'],
  [67, 'active', 'open', 'no', 'very high', 'immediate'],
  [69, 'active', 'open', 'yes', 'medium', 'out-of-cycle'],
  [70, 'active', 'open', 'yes', 'high', 'immediate'],
])("the deployer's row %i: %s, %s, %s, %s", (_row, exploitation, exposure, automatable, impact, expected) => {
  expect(outcome('deployer', { exploitation, 'system-exposure': exposure, automatable, 'human-impact': impact })).toBe(expected);
});

test('an answer that is missing leaves the outcomes that are possible, and is named', () => {
  const values = { exploitation: 'active', automatable: 'yes', 'technical-impact': 'total' };
  expect(decideSsvc('cisa-coordinator', answered(values))).toMatchObject({
    kind: 'open',
    missing: ['mission-and-well-being'],
    possible: ['attend', 'act'],
  });
  expect(decideSsvc('deployer', [])).toMatchObject({ kind: 'open', possible: [...SSVC_OUTCOMES.deployer] });
});

test('where no answer can change the outcome any more it is decided', () => {
  const values = { exploitation: 'active', automatable: 'yes', 'technical-impact': 'partial', 'mission-and-well-being': 'low' };
  expect(outcome('cisa-coordinator', values)).toBe('attend');
  expect(outcome('deployer', { exploitation: 'none', 'system-exposure': 'controlled', automatable: 'yes' })).toBe('scheduled');
});

test('of two answers to one question the first given counts, and it says whose it was', () => {
  const byKev: SsvcAnswer = { point: 'exploitation', value: 'active', from: 'list', by: 'kev' };
  const rest = answered({ exploitation: 'none', automatable: 'yes', 'technical-impact': 'total', 'mission-and-well-being': 'high' });
  expect(decideSsvc('cisa-coordinator', [byKev, ...rest])).toMatchObject({ outcome: 'act', decidedBy: [byKev, {}, {}, {}] });
  expect(decideSsvc('cisa-coordinator', [...rest, byKev])).toMatchObject({ outcome: 'attend' });
});

test('worse answers never make it less urgent', () => {
  const points = Object.keys(SSVC_POINTS) as readonly SsvcPoint[];
  fc.assert(
    fc.property(
      fc.constantFrom<SsvcTable>('cisa-coordinator', 'deployer'),
      fc.tuple(...points.map((point) => fc.tuple(fc.nat(SSVC_POINTS[point].length - 1), fc.nat(SSVC_POINTS[point].length - 1)))),
      (table, pairs) => {
        const rank = (pick: (a: number, b: number) => number) => {
          const values = Object.fromEntries(points.map((point, i) => [point, SSVC_POINTS[point][pick(...(pairs[i] ?? [0, 0]))] ?? '']));
          return (SSVC_OUTCOMES[table] as readonly string[]).indexOf(outcome(table, values));
        };
        expect(rank(Math.max)).toBeGreaterThanOrEqual(rank(Math.min));
      },
    ),
  );
});

test('of several vulnerabilities the most urgent decision counts, and a decision goes before what is open', () => {
  const scheduled = decideSsvc('deployer', answered({ exploitation: 'none', 'system-exposure': 'controlled', automatable: 'yes' }));
  const open = decideSsvc('deployer', []);
  const impact = { 'system-exposure': 'open', automatable: 'yes', 'human-impact': 'very high' };
  const immediate = decideSsvc('deployer', answered({ exploitation: 'active', ...impact }));
  expect(mostUrgentSsvc([scheduled, immediate, open])).toBe(immediate);
  expect(mostUrgentSsvc([open, scheduled])).toBe(scheduled);
  expect(mostUrgentSsvc([])).toBeUndefined();
});
