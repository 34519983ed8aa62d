import { millisecondsBetween, type Instant } from '../basics/instant.ts';
import type { Problem } from '../basics/problem.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import { isAtMost } from '../sharing/tlp.ts';
import { describeMoment } from '../institutions/describe-moment.ts';
import { readWarningText } from './read-warning-text.ts';
import { describeState, nextState, VERB_OF_KIND, type StateEntered } from './transitions.ts';
import type { Warning, WarningVersion } from './warning.ts';

export type Release = {
  readonly warning: Pick<Warning, 'reference' | 'state' | 'releasedVersion'>;
  readonly version: WarningVersion;
  readonly by: 'analyst' | 'rule';
  /** Whether anybody would hear of it; absent: not asked yet, so nothing is refused for it. */
  readonly hears?: boolean;
  /** The analyst knows that nobody hears of it. */
  readonly evenIfNobody?: boolean;
  /** When the warning came into its state, for a refusal to name. */
  readonly entered?: StateEntered;
  /** Of those that a TLP:RED audience names: who is no person of an institution (`notPersons`). */
  readonly notPersons?: readonly string[];
  /** Of the matter: what it says may not be told before. The later of two embargoes counts. */
  readonly matterEmbargoUntil?: Instant;
};

export type ReleaseRefusal =
  | 'warning-draft'
  | 'warning-open'
  | 'warning-withdrawn'
  | 'warning-closed'
  | 'version-released'
  | 'red-without-persons'
  | 'red-to-group'
  | 'under-embargo'
  | 'label-by-rule'
  | 'act-now-by-rule'
  | 'text-incomplete'
  | 'nobody-concerned';

/** Why a version may not be released now; undefined where it may. The first reason in the order of what is hardest to mend. */
export function mayRelease(
  release: Release,
  now: Instant,
): (Refusal<ReleaseRefusal> & { readonly problems?: readonly Problem[] }) | undefined {
  return (
    refusedByState(release) ??
    refusedByLabel(release) ??
    refusedToRule(release) ??
    refusedByText(release) ??
    refusedByReach(release) ??
    refusedByEmbargo(release, now)
  );
}

/** Until when nobody outside the CERT may hear of a version; undefined where there is no embargo. */
export function embargoOf({ version, matterEmbargoUntil }: Pick<Release, 'version' | 'matterEmbargoUntil'>): Instant | undefined {
  return [version.embargoUntil, matterEmbargoUntil]
    .filter((hour) => hour !== undefined)
    .toSorted()
    .at(-1);
}

function refusedByState({ warning, version, entered }: Release): Refusal<ReleaseRefusal> | undefined {
  const next = nextState({ state: warning.state, verb: VERB_OF_KIND[version.kind], entered });
  if (typeof next !== 'string') return next;
  if (version.version > warning.releasedVersion) return undefined;
  return refuse('version-released', `${describeState(warning.state)} Its version ${version.version} went out already.`, undefined, {
    version: version.version,
  });
}

/** FIRST TLP 2.0 §2: RED is for individual recipients. What is AMBER goes out as a notice, with the text behind sign-in (DESIGN §5). */
function refusedByLabel({ version, notPersons = [] }: Release): Refusal<ReleaseRefusal> | undefined {
  if (version.tlp !== 'RED') return undefined;
  if ((version.audience.persons ?? []).length === 0)
    return refuse(
      'red-without-persons',
      'TLP:RED is for persons by name.',
      'Name the contacts that it is for, or make a text that may be TLP:AMBER.',
    );
  if (notPersons.length === 0) return undefined;
  return refuse('red-to-group', `TLP:RED is for persons. No person of an institution: ${notPersons.join('; ')}.`, 'Leave these out.', {
    names: notPersons.join('; '),
  });
}

function refusedToRule({ version, by }: Release): Refusal<ReleaseRefusal> | undefined {
  if (by !== 'rule') return undefined;
  if (version.urgency === 'act-now')
    return refuse('act-now-by-rule', 'What may wake people is released by a person.', 'An analyst releases the draft.');
  if (isAtMost(version.tlp, 'GREEN')) return undefined;
  return refuse('label-by-rule', `What is TLP:${version.tlp} is released by a person.`, 'An analyst releases the draft.', {
    label: version.tlp,
  });
}

function refusedByText({ version }: Release): (Refusal<ReleaseRefusal> & { readonly problems: readonly Problem[] }) | undefined {
  const reading = readWarningText(version.texts, version);
  if (reading.kind === 'read') return undefined;
  const said = reading.problems.map(({ at, message }) => `${at}: ${message}`).join(' ');
  return { ...refuse('text-incomplete', `The text is not complete. ${said}`), problems: reading.problems };
}

/** A withdrawal or correction that nobody hears is still true, and ends or mends what is shown. */
function refusedByReach({ version, hears, evenIfNobody }: Release): Refusal<ReleaseRefusal> | undefined {
  if (hears !== false || evenIfNobody === true || version.kind !== 'initial') return undefined;
  return refuse(
    'nobody-concerned',
    'Nobody would hear of this warning.',
    'Widen its audience or scope, or release it even if nobody hears.',
  );
}

/** The hour is the server's (DOMAIN §0, 13). The database refuses too. */
function refusedByEmbargo(release: Release, now: Instant): Refusal<ReleaseRefusal> | undefined {
  const until = embargoOf(release);
  if (until === undefined || millisecondsBetween(now, until) <= 0) return undefined;
  return refuse('under-embargo', `It is under embargo until ${describeMoment(until, 'en')}.`, 'Plan its release for that hour.', { until });
}
