import type { Advisory } from '../advisories/advisory.ts';
import { gatherPriority, type PriorityInput } from '../advisories/gather-priority.ts';
import { proposeUrgency, type Proposal } from '../advisories/priority.ts';
import type { PriorityFacts, RatingBy, Reach } from '../advisories/priority-facts.ts';
import type { SsvcAnswer } from '../advisories/ssvc.ts';
import type { Instant } from '../basics/instant.ts';

/** One advisory of a matter, as far as it bears on how soon. */
export type WeighedAdvisory = Pick<Advisory, 'notes' | 'vulnerabilities'> & { readonly publisher: string; readonly isWithdrawn: boolean };

export type MatterPriority = Proposal & { readonly facts: PriorityFacts };

/**
 * One urgency for a matter as a whole: of its advisories what each says, taken together by the same rules as for one advisory. It is
 * withdrawn when all of them are. A report without an advisory says nothing by which to weigh it: undefined, a person decides.
 */
export function proposeForMatter(
  matter: {
    readonly advisories: readonly WeighedAdvisory[];
    readonly listed: PriorityInput['listed'];
    readonly epss: PriorityInput['epss'];
    readonly answered: readonly SsvcAnswer[];
    readonly rated?: RatingBy;
    readonly reach: Reach;
  },
  now: Instant,
): MatterPriority | undefined {
  const inForce = matter.advisories.filter(({ isWithdrawn }) => !isWithdrawn);
  const [first, ...others] = inForce.length > 0 ? inForce : matter.advisories;
  if (first === undefined) return undefined;
  const { facts } = gatherPriority({
    advisory: asAdvisory(first, [first, ...others]),
    isWithdrawn: inForce.length === 0,
    others: others.map(({ publisher, notes, vulnerabilities }) => ({ by: publisher, notes, vulnerabilities })),
    listed: matter.listed,
    epss: matter.epss,
    answered: matter.answered,
    recorded: [],
    ...(matter.rated === undefined ? {} : { rated: matter.rated }),
    reach: matter.reach,
  });
  return { ...proposeUrgency(facts, now), facts };
}

/** SSVC is decided for each CVE of the first: those that only another names are added to it bare, so that they are decided as well. */
function asAdvisory(first: WeighedAdvisory, all: readonly WeighedAdvisory[]): Advisory {
  const own = new Set(first.vulnerabilities.map(({ cve }) => cve));
  const bare = [...new Set(all.flatMap(({ vulnerabilities }) => vulnerabilities.map(({ cve }) => cve)))].flatMap((cve) =>
    cve === undefined || own.has(cve)
      ? []
      : [{ cve, ids: [], cwes: [], notes: [], scores: [], status: {}, remediations: [], threats: [], at: '' }],
  );
  return {
    format: 'csaf',
    formatVersion: '',
    category: '',
    publisher: { name: first.publisher, namespace: '', category: '' },
    trackingId: '',
    trackingVersion: '',
    status: 'final',
    title: '',
    tlp: 'CLEAR',
    notes: first.notes,
    references: [],
    revisionHistory: [],
    products: [],
    vulnerabilities: [...first.vulnerabilities, ...bare],
  };
}
