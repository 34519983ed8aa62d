import { refuse, type Refusal } from '../basics/refusal.ts';
import { isAtMost } from '../sharing/tlp.ts';
import type { Decision } from './decision.ts';
import { readWarningText } from './read-warning-text.ts';
import { describeState, nextState, VERB_OF_KIND, type StateEntered } from './transitions.ts';
import type { Warning, WarningVersion } from './warning.ts';

export type Release = {
  readonly warning: Pick<Warning, 'reference' | 'state' | 'releasedVersion'>;
  readonly version: WarningVersion;
  readonly by: 'analyst' | 'rule';
  /** What it would mean for each institution; absent: not asked yet, so nothing is refused for it. */
  readonly decisions?: readonly Decision[];
  /** The analyst knows that nobody hears of it. */
  readonly evenIfNobody?: boolean;
  /** When the warning came into its state, for a refusal to name. */
  readonly entered?: StateEntered;
};

export type ReleaseRefusal =
  | 'warning-draft'
  | 'warning-open'
  | 'warning-withdrawn'
  | 'warning-closed'
  | 'version-released'
  | 'label-needs-sign-in'
  | 'act-now-by-rule'
  | 'text-incomplete'
  | 'nobody-concerned';

/** Why a version may not be released; undefined where it may. The first reason in the order of what is hardest to mend. */
export function mayRelease(release: Release): Refusal<ReleaseRefusal> | undefined {
  return refusedByState(release) ?? refusedByLabel(release) ?? refusedToRule(release) ?? refusedByText(release) ?? refusedByReach(release);
}

function refusedByState({ warning, version, entered }: Release): Refusal<ReleaseRefusal> | undefined {
  const next = nextState({ state: warning.state, verb: VERB_OF_KIND[version.kind], entered });
  if (typeof next !== 'string') return next;
  if (version.version > warning.releasedVersion) return undefined;
  return refuse('version-released', `${describeState(warning.state)} Its version ${version.version} went out already.`);
}

/** Bodies above GREEN stand behind sign-in (DESIGN §5), which is not there yet; the table refuses too. */
function refusedByLabel({ version }: Release): Refusal<ReleaseRefusal> | undefined {
  if (isAtMost(version.tlp, 'GREEN')) return undefined;
  return refuse(
    'label-needs-sign-in',
    `A warning labelled TLP:${version.tlp} waits until its readers can sign in.`,
    'Make a text that may be TLP:GREEN, or telephone.',
  );
}

function refusedToRule({ version, by }: Release): Refusal<ReleaseRefusal> | undefined {
  if (by !== 'rule' || version.urgency !== 'act-now') return undefined;
  return refuse('act-now-by-rule', 'What may wake people is released by a person.', 'An analyst releases the draft.');
}

function refusedByText({ version }: Release): Refusal<ReleaseRefusal> | undefined {
  const reading = readWarningText(version.texts, version);
  if (reading.kind === 'read') return undefined;
  const said = reading.problems.map(({ at, message }) => `${at}: ${message}`).join(' ');
  return refuse('text-incomplete', `The text is not complete. ${said}`);
}

/** A withdrawal or correction that nobody hears is still true, and ends or mends what is shown. */
function refusedByReach({ version, decisions, evenIfNobody }: Release): Refusal<ReleaseRefusal> | undefined {
  if (decisions === undefined || evenIfNobody === true || version.kind !== 'initial') return undefined;
  if (decisions.some(({ kind }) => kind === 'warn' || kind === 'update')) return undefined;
  return refuse(
    'nobody-concerned',
    'Nobody would hear of this warning.',
    'Widen its audience or scope, or release it even if nobody hears.',
  );
}
