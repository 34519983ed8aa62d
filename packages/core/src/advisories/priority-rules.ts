import type { Level } from './likelihood-damage.ts';
import type { ClauseName } from './priority-clauses.ts';
import type { SsvcOutcome } from './ssvc.ts';

/** As warnings spell them, most urgent first (DOMAIN §5.4). */
export const PROPOSED_URGENCIES = ['act-now', 'this-week', 'at-maintenance', 'for-information'] as const;
export type ProposedUrgency = (typeof PROPOSED_URGENCIES)[number];

/** What must hold for a rule; every part that is given. */
export type PriorityTest = {
  readonly withdrawn?: boolean;
  /** Some institution is concerned. */
  readonly concerned?: boolean;
  /** Some institution has no inventory. */
  readonly withoutInventory?: boolean;
  readonly internet?: boolean;
  readonly unknownExposure?: boolean;
  /** It can be attacked over a network, or nobody says how. */
  readonly overNetwork?: boolean;
  readonly exploited?: boolean;
  readonly ransomware?: boolean;
  readonly exploitPublic?: boolean;
  /** CVSS base score, 0.0 to 10.0. */
  readonly scoreMin?: number;
  /** EPSS, 0 to 1. */
  readonly epssMin?: number;
  /** One of these outcomes, by whichever table. */
  readonly ssvc?: readonly SsvcOutcome[];
  /** One of these pairs of likelihood and damage. */
  readonly ratings?: readonly (readonly [Level, Level])[];
};

export type PriorityRule = {
  /** Stable, lower-kebab. */
  readonly code: string;
  readonly when: PriorityTest;
  readonly urgency: ProposedUrgency;
  /** The clauses of its sentence, in their order. */
  readonly says: readonly ClauseName[];
};

/** CVSS v3.1 §5: critical from 9.0, medium from 4.0. */
const CRITICAL = 9;
const HIGH = 7;
const MEDIUM = 4;
/** An even chance of being exploited within 30 days; about one CVE in fifty has it. */
const EPSS_LIKELY = 0.5;

/**
 * How soon, by what is known: the first row that holds decides (decision record 015). First what has nobody to act; then from most to least
 * urgent. NCSC-NL's own "Urgent" is high and high, "Normaal" medium and high (DOMAIN §5.1); the other pairs are as tools commonly map them (§5.3).
 */
export const PRIORITY_RULES: readonly PriorityRule[] = [
  { code: 'withdrawn', when: { withdrawn: true }, urgency: 'for-information', says: ['withdrawn'] },
  {
    code: 'exploited-and-not-known',
    when: { concerned: false, exploited: true, withoutInventory: true },
    urgency: 'this-week',
    says: ['exploited', 'not-known'],
  },
  { code: 'exploited-elsewhere', when: { concerned: false, exploited: true }, urgency: 'for-information', says: ['exploited', 'nobody'] },
  { code: 'nobody', when: { concerned: false }, urgency: 'for-information', says: ['nobody'] },

  { code: 'exploited-from-outside', when: { exploited: true, internet: true }, urgency: 'act-now', says: ['exploited', 'internet'] },
  { code: 'exploited-with-ransomware', when: { exploited: true, ransomware: true }, urgency: 'act-now', says: ['ransomware', 'in-use'] },
  {
    code: 'exploited-perhaps-from-outside',
    when: { exploited: true, overNetwork: true, unknownExposure: true },
    urgency: 'act-now',
    says: ['exploited', 'unknown-exposure'],
  },
  { code: 'ssvc-at-once', when: { ssvc: ['immediate', 'act'] }, urgency: 'act-now', says: ['ssvc', 'in-use'] },
  { code: 'rated-urgent', when: { ratings: [['high', 'high']] }, urgency: 'act-now', says: ['rating', 'in-use'] },

  { code: 'exploited', when: { exploited: true }, urgency: 'this-week', says: ['exploited', 'inside'] },
  { code: 'ssvc-soon', when: { ssvc: ['out-of-cycle', 'attend'] }, urgency: 'this-week', says: ['ssvc', 'in-use'] },
  {
    code: 'critical-from-outside',
    when: { scoreMin: CRITICAL, internet: true },
    urgency: 'this-week',
    says: ['score', 'internet'],
  },
  {
    code: 'exploit-public-from-outside',
    when: { exploitPublic: true, scoreMin: HIGH, internet: true },
    urgency: 'this-week',
    says: ['exploit-public', 'internet'],
  },
  { code: 'exploitation-likely', when: { epssMin: EPSS_LIKELY }, urgency: 'this-week', says: ['epss', 'in-use'] },
  {
    code: 'rated-normal',
    when: {
      ratings: [
        ['medium', 'high'],
        ['high', 'medium'],
      ],
    },
    urgency: 'this-week',
    says: ['rating', 'in-use'],
  },
  { code: 'critical', when: { scoreMin: CRITICAL }, urgency: 'this-week', says: ['score', 'in-use'] },

  { code: 'exploit-public', when: { exploitPublic: true }, urgency: 'at-maintenance', says: ['exploit-public', 'in-use'] },
  { code: 'ssvc-in-time', when: { ssvc: ['scheduled', 'track*', 'track'] }, urgency: 'at-maintenance', says: ['ssvc', 'in-use'] },
  {
    code: 'rated-medium',
    when: {
      ratings: [
        ['medium', 'medium'],
        ['low', 'high'],
        ['high', 'low'],
      ],
    },
    urgency: 'at-maintenance',
    says: ['rating', 'in-use'],
  },
  { code: 'scored', when: { scoreMin: MEDIUM }, urgency: 'at-maintenance', says: ['score', 'in-use'] },

  { code: 'ssvc-later', when: { ssvc: ['defer'] }, urgency: 'for-information', says: ['ssvc', 'in-use'] },
  {
    code: 'rated-low',
    when: {
      ratings: [
        ['low', 'low'],
        ['low', 'medium'],
        ['medium', 'low'],
      ],
    },
    urgency: 'for-information',
    says: ['rating', 'in-use'],
  },
  { code: 'scored-low', when: { scoreMin: 0 }, urgency: 'for-information', says: ['score', 'in-use'] },
  // Unknown is never "not urgent": somebody has to look.
  { code: 'unknown', when: {}, urgency: 'at-maintenance', says: ['unknown', 'in-use'] },
];
