import type { Advisory } from './advisory.ts';
import { exploitStatusOf } from './exploit-status.ts';
import { LEVELS, likelihoodDamageOf, type LikelihoodDamage } from './likelihood-damage.ts';
import type { EpssOf, ExploitedBy, PriorityFacts, RatingBy, Reach, ScoreBy } from './priority-facts.ts';
import { cvesOf } from './severity.ts';
import { decideSsvc, mostUrgentSsvc, SSVC_OUTCOMES, type SsvcAnswer, type SsvcDecision, type SsvcTable } from './ssvc.ts';

/** What a publisher says of the vulnerabilities that are asked about. Publisher-controlled. */
export type Saying = { readonly by: string } & Pick<Advisory, 'notes' | 'vulnerabilities'>;

export type PriorityInput = {
  readonly advisory: Advisory;
  readonly isWithdrawn: boolean;
  /** Other advisories in force on the same CVEs, with only those vulnerabilities. */
  readonly others: readonly Saying[];
  readonly listed: readonly {
    readonly cve: string;
    readonly list: string;
    readonly addedOn?: string;
    readonly ransomware?: true;
  }[];
  readonly epss: readonly EpssOf[];
  /** By people of the CERT; of a CVE, or of the advisory as a whole. */
  readonly answered: readonly SsvcAnswer[];
  /** Read from CVE records. */
  readonly recorded: readonly SsvcAnswer[];
  /** By the analyst; goes before what publishers say. */
  readonly rated?: RatingBy;
  readonly reach: Reach;
};

export type GatheredPriority = {
  readonly facts: PriorityFacts;
  /** Every answer that SSVC was decided from, those that count first. */
  readonly ssvcAnswers: readonly SsvcAnswer[];
  /** Every rating, the one that counts first. */
  readonly ratings: readonly RatingBy[];
};

/** Vulnerabilities of one advisory that SSVC is decided for one by one; the rest says nothing new. */
const SSVC_CVES_MAX = 500;

/** Puts together all that bears on an advisory's priority, with whose each statement is. What is shown twice by one publisher is one. */
export function gatherPriority(input: PriorityInput): GatheredPriority {
  const own: Saying = { by: input.advisory.publisher.name, notes: input.advisory.notes, vulnerabilities: input.advisory.vulnerabilities };
  const sayings = [own, ...input.others].map(withoutCisa);
  const ratings = ratingsOf(input, sayings);
  const answers = ssvcAnswersOf(input);
  const [rating] = ratings;
  return {
    facts: {
      isWithdrawn: input.isWithdrawn,
      exploited: exploitedBy(input, sayings, answers),
      exploitPublic: exploitPublicBy(sayings, answers),
      scores: scoresOf(sayings),
      epss: input.epss,
      ssvc: decisionsOf(input.advisory, answers),
      ...(rating === undefined ? {} : { rating }),
      reach: input.reach,
    },
    ssvcAnswers: answers,
    ratings,
  };
}

/** What CISA adds to a record is CISA's and not the publisher's: it comes in as `recorded` and `listed`. */
function withoutCisa(saying: Saying): Saying {
  const vulnerabilities = saying.vulnerabilities.map((each) => ({
    ...each,
    threats: each.threats.filter(({ details }) => !/^(?:SSVC of |On CISA's list )/.test(details)),
  }));
  return { ...saying, vulnerabilities };
}

function exploitedBy({ listed }: PriorityInput, sayings: readonly Saying[], answers: readonly SsvcAnswer[]): readonly ExploitedBy[] {
  const lists = listed.map(({ cve, list, addedOn, ransomware }): ExploitedBy => ({
    kind: 'list',
    by: list,
    cve,
    ...(addedOn === undefined ? {} : { since: addedOn }),
    ...(ransomware === undefined ? {} : { ransomware }),
  }));
  const publishers = sayings
    .filter((saying) => exploitStatusOf(saying) === 'exploited')
    .map(({ by }): ExploitedBy => ({ kind: 'publisher', by }));
  const answered = answers
    .filter(({ point, value, from }) => point === 'exploitation' && value === 'active' && from !== 'list')
    .map(({ by, cve }): ExploitedBy => ({ kind: 'ssvc', by, ...(cve === undefined ? {} : { cve }) }));
  return once([...lists, ...publishers, ...answered]);
}

function exploitPublicBy(sayings: readonly Saying[], answers: readonly SsvcAnswer[]): readonly string[] {
  return [
    ...new Set([
      ...sayings.filter((saying) => exploitStatusOf(saying) === 'exploit-public').map(({ by }) => by),
      ...answers.filter(({ point, value }) => point === 'exploitation' && value === 'public poc').map(({ by }) => by),
    ]),
  ];
}

function scoresOf(sayings: readonly Saying[]): readonly ScoreBy[] {
  return once(
    sayings.flatMap(({ by, vulnerabilities }) =>
      vulnerabilities.flatMap(({ cve, scores }) =>
        scores.map(({ baseScore, version, vector, by: giver }): ScoreBy => ({
          by: giver ?? by,
          ...(cve === undefined ? {} : { cve }),
          baseScore,
          version,
          vector,
        })),
      ),
    ),
  );
}

/** A person's answer goes before what a list or the inventories show, and that before what was read somewhere. */
function ssvcAnswersOf({ answered, listed, reach, recorded }: PriorityInput): readonly SsvcAnswer[] {
  const lists = listed.map(({ cve, list }): SsvcAnswer => ({ point: 'exploitation', value: 'active', from: 'list', by: list, cve }));
  const exposure = exposureOf(reach);
  const inventories: readonly SsvcAnswer[] =
    exposure === undefined ? [] : [{ point: 'system-exposure', value: exposure, from: 'inventories', by: 'inventories' }];
  return [...answered, ...lists, ...inventories, ...recorded];
}

/** What can be reached from the internet somewhere is open; unknown is not small. */
function exposureOf({ concerned, internet, unknownExposure }: Reach): string | undefined {
  if (internet > 0) return 'open';
  return concerned > 0 && unknownExposure === 0 ? 'controlled' : undefined;
}

/** Per table the most urgent of its vulnerabilities. */
function decisionsOf(advisory: Advisory, answers: readonly SsvcAnswer[]): readonly SsvcDecision[] {
  const cves = cvesOf(advisory).slice(0, SSVC_CVES_MAX);
  const wide = answers.filter(({ cve }) => cve === undefined);
  return (Object.keys(SSVC_OUTCOMES) as readonly SsvcTable[]).flatMap((table) => {
    const each = cves.map((cve) => decideSsvc(table, specific(answers, cve)));
    return mostUrgentSsvc(each.length > 0 ? each : [decideSsvc(table, wide)]) ?? [];
  });
}

/** In the order given, so that who answers goes before what is read; of one who answers, the vulnerability goes before the advisory as a whole. */
function specific(answers: readonly SsvcAnswer[], cve: string): readonly SsvcAnswer[] {
  const about = answers.filter((answer) => answer.cve === undefined || answer.cve === cve);
  const persons = about.filter(({ from }) => from === 'person');
  return [...persons.filter((answer) => answer.cve === cve), ...persons, ...about.filter(({ from }) => from !== 'person')];
}

/** The analyst's, then the publisher's own, then what others say of the same vulnerabilities, the highest first. */
function ratingsOf({ rated }: PriorityInput, sayings: readonly Saying[]): readonly RatingBy[] {
  const [own, ...others] = sayings.map(({ by, notes }) => ({ by, ...likelihoodDamageOf({ notes }) }));
  const isRated = (rating: LikelihoodDamage) => rating.likelihood !== undefined || rating.damage !== undefined;
  const height = ({ likelihood, damage }: LikelihoodDamage) => LEVELS.indexOf(likelihood ?? 'low') + LEVELS.indexOf(damage ?? 'low');
  return [rated, own, ...others.toSorted((a, b) => height(b) - height(a) || (a.by < b.by ? -1 : 1))].filter(
    (rating): rating is RatingBy => rating !== undefined && isRated(rating),
  );
}

function once<Each>(all: readonly Each[]): readonly Each[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
