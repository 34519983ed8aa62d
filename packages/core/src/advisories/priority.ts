import type { Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import type { Level } from './likelihood-damage.ts';
import { priorityClauses, type Clause } from './priority-clauses.ts';
import { decidingEpss, decidingScore, type PriorityFacts, type ScoreBy } from './priority-facts.ts';
import { PRIORITY_RULES, type PriorityRule, type PriorityTest, type ProposedUrgency } from './priority-rules.ts';

export type Said = { readonly rule: string; readonly urgency: ProposedUrgency; readonly sentence: Readonly<Record<Language, string>> };
/** One urgency with one sentence why, and what the other rules say that hold as well. */
export type Proposal = Said & { readonly others: readonly Said[] };

/**
 * Proposes how soon an advisory must be acted on: the first row of `PRIORITY_RULES` that holds. The rows go from most to least urgent, so where
 * sources disagree the most urgent statement decides, in whatever order they came (decision record 015).
 */
export function proposeUrgency(facts: PriorityFacts, now: Instant): Proposal {
  const [first, ...others] = PRIORITY_RULES.filter(({ when }) => holds(when, facts)).map((rule) => say(rule, facts, now));
  return { ...(first ?? say(UNKNOWN, facts, now)), others: others.filter(({ rule }) => rule !== UNKNOWN.code) };
}

/** The last row always holds. */
const UNKNOWN = PRIORITY_RULES.at(-1) as PriorityRule;

/** What each condition of a rule asks of the facts. */
const TESTS: { readonly [name in keyof Required<PriorityTest>]: (facts: PriorityFacts, value: Required<PriorityTest>[name]) => boolean } = {
  withdrawn: (facts, value) => facts.isWithdrawn === value,
  concerned: (facts, value) => facts.reach.concerned > 0 === value,
  withoutInventory: (facts, value) => facts.reach.withoutInventory > 0 === value,
  internet: (facts, value) => facts.reach.internet > 0 === value,
  unknownExposure: (facts, value) => facts.reach.unknownExposure > 0 === value,
  overNetwork: (facts, value) => isOverNetwork(facts.scores) === value,
  exploited: (facts, value) => facts.exploited.length > 0 === value,
  ransomware: (facts, value) => facts.exploited.some(({ ransomware }) => ransomware === true) === value,
  exploitPublic: (facts, value) => facts.exploitPublic.length > 0 === value,
  scoreMin: (facts, value) => (decidingScore(facts.scores)?.baseScore ?? -1) >= value,
  epssMin: (facts, value) => (decidingEpss(facts.epss)?.score ?? -1) >= value,
  ssvc: (facts, values) => facts.ssvc.some((decision) => decision.kind === 'decided' && values.includes(decision.outcome)),
  ratings: (facts, values) => values.some(([likelihood, damage]) => isRated(facts.rating, likelihood, damage)),
};

function holds(when: PriorityTest, facts: PriorityFacts): boolean {
  return (Object.keys(when) as (keyof PriorityTest)[]).every((name) => asks(name, when, facts));
}

function asks<Name extends keyof PriorityTest>(name: Name, when: PriorityTest, facts: PriorityFacts): boolean {
  const value = when[name] as Required<PriorityTest>[Name] | undefined;
  return value === undefined || TESTS[name](facts, value);
}

/** CVSS attack vector "network" (AV:N; 2.0 to 4.0 spell it alike); where no score says it, it may be. */
function isOverNetwork(scores: readonly ScoreBy[]): boolean {
  return scores.length === 0 || scores.some(({ vector }) => vector === '' || /(?:^|\/)AV:N(?:\/|$)/.test(vector));
}

function isRated(rating: PriorityFacts['rating'], likelihood: Level, damage: Level): boolean {
  return rating?.likelihood === likelihood && rating.damage === damage;
}

function say({ code, urgency, says }: PriorityRule, facts: PriorityFacts, now: Instant): Said {
  const sentence = (language: Language) =>
    joined(
      says.map((clause) => priorityClauses(language)[clause](facts, now)),
      language,
    );
  return { rule: code, urgency, sentence: { nl: sentence('nl'), en: sentence('en') } };
}

const JOINTS: Readonly<Record<Language, Readonly<Record<Clause['joint'], string>>>> = {
  nl: { and: ' en ', but: ', maar ' },
  en: { and: ' and ', but: ', but ' },
};

function joined(clauses: readonly Clause[], language: Language): string {
  const text = clauses.map((clause, place) => (place === 0 ? clause.text : `${JOINTS[language][clause.joint]}${clause.text}`)).join('');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
