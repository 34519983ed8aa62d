import { CERTAINTIES, type Certainty } from '../matching/match.ts';
import { isAtMost, type TlpLabel } from '../sharing/tlp.ts';
import type { Urgency } from './warning.ts';

/** One way for a rule to fire: every part that is given must hold. */
export type RuleTest = {
  /** The strongest certainty among the institutions concerned is this or stronger. */
  readonly certaintyAtLeast: Certainty;
  /** The advisory's highest CVSS base score, 0.0 to 10.0, is this or higher. An advisory without a score does not meet it. */
  readonly severityMin?: number;
  /** The publisher or a list of exploited vulnerabilities says that it is exploited. */
  readonly exploited?: true;
};

export type RuleCondition = {
  /** Any one of them suffices; at least one. */
  readonly anyOf: readonly RuleTest[];
  /** Advisories above this label are left to a person. */
  readonly tlpMax: TlpLabel;
};

/** When a warning is drafted by itself. */
export type StandingRule = {
  readonly name: string;
  readonly condition: RuleCondition;
  readonly urgency: Urgency;
  /** Never with act-now: nobody is woken without a person deciding it. */
  readonly automaticRelease: boolean;
  readonly enabled: boolean;
};

/**
 * Whether a rule drafts a warning on an advisory. `strongest` is undefined where nobody is concerned: then no rule fires. What is unknown
 * (no score) meets no condition on it.
 */
export function ruleFires({
  rule,
  severity,
  exploited,
  strongest,
  tlp,
}: {
  readonly rule: Pick<StandingRule, 'condition' | 'enabled'>;
  readonly severity: number | undefined;
  readonly exploited: boolean;
  readonly strongest: Certainty | undefined;
  readonly tlp: TlpLabel;
}): boolean {
  if (!rule.enabled || strongest === undefined || !isAtMost(tlp, rule.condition.tlpMax)) return false;
  return rule.condition.anyOf.some(
    (test) =>
      CERTAINTIES.indexOf(strongest) <= CERTAINTIES.indexOf(test.certaintyAtLeast) &&
      (test.severityMin === undefined || (severity !== undefined && severity >= test.severityMin)) &&
      (test.exploited !== true || exploited),
  );
}
