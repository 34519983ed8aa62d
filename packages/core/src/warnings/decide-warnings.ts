import type { InstitutionId } from '../basics/ids.ts';
import type { Concerned } from '../matching/concerned.ts';
import { CERTAINTIES, type Certainty } from '../matching/match.ts';
import { personalLabel } from '../sharing/personal-label.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { actionText } from './action-text.ts';
import type { Decision, EarlierDecision, SilentBecause } from './decision.ts';
import { partFor } from './text-part.ts';
import type { Urgency, WarningVersion } from './warning.ts';

export type ToDecide = {
  readonly version: WarningVersion;
  /** Who is concerned now; each institution once. */
  readonly concerned: readonly Concerned[];
  /** The newest decision for each institution that any released version was decided for. */
  readonly earlier: readonly EarlierDecision[];
  /** False for an institution that this label may not reach at all; absent: all may. */
  readonly mayHear?: (institutionId: InstitutionId) => boolean;
  /** What each answered, where a part of the text asks that. */
  readonly answers?: ReadonlyMap<InstitutionId, readonly Acknowledgement[]>;
};

/** One institution's side of it. */
type Case = {
  readonly version: WarningVersion;
  readonly institutionId: InstitutionId;
  /** Undefined: not concerned (any more). */
  readonly concerned?: Concerned;
  readonly earlier?: EarlierDecision;
  readonly mayHear: boolean;
  /** Of the text, that is its own. */
  readonly part?: string;
  readonly digestOf: (text: string) => string;
};

/**
 * Decides what one version of a warning means for each institution: one decision for everyone who is concerned or was decided for before,
 * in that order. The rules, of which the first that speaks counts:
 *
 * 1. A withdrawal closes for everyone told; others stay silent.
 * 2. Told and not concerned any more: close. Never told and not concerned: silent.
 * 3. Excluded by the analyst, or out of the label's reach: silent.
 * 4. Told: a correction is heard by all, and so is the version that comes instead of one that did not get to them. Otherwise an update where the action changed, silence where it did not (CSAF 2.1 clause 13.8);
 *    then the version that was asked in stays the earlier one, and so do the answers to it.
 * 5. Never told: a warning, where the strongest certainty is in the audience.
 *
 * `actionDigest` of somebody who was told is always that of the action last told. `digestOf` is a cryptographic digest as text; core has none.
 */
export function decideWarnings(toDecide: ToDecide, digestOf: (text: string) => string): readonly Decision[] {
  const { version, mayHear, answers } = toDecide;
  const { parts } = version.texts.nl;
  const earlier = new Map(toDecide.earlier.map((decision) => [decision.institutionId, decision]));
  const concerned = new Map(toDecide.concerned.map((each) => [each.institutionId, each]));
  const institutions = new Set([...concerned.keys(), ...earlier.keys()]);
  return [...institutions].map((institutionId) =>
    decideOne({
      version,
      institutionId,
      concerned: concerned.get(institutionId),
      earlier: earlier.get(institutionId),
      mayHear: mayHear?.(institutionId) ?? true,
      part: partFor(parts, { reasons: concerned.get(institutionId)?.reasons ?? [], answers: answers?.get(institutionId) ?? [] })?.name,
      digestOf,
    }),
  );
}

function decideOne(one: Case): Decision {
  const { version, concerned, earlier } = one;
  const isTold = earlier?.told === true;
  if (version.kind === 'withdrawal') return isTold ? close(one) : staySilent(one, 'withdrawn');
  if (concerned === undefined || concerned.reasons.length === 0) return isTold ? close(one) : staySilent(one, 'not-concerned-any-more');
  if (isExcluded(one)) return staySilent(one, 'excluded');
  if (!one.mayHear) return staySilent(one, 'label');
  if (isTold) return decideTold(one, earlier);
  return version.audience.certainties.includes(strongestOf(one)) ? speak(one, 'warn') : staySilent(one, 'outside-audience');
}

function decideTold(one: Case, earlier: EarlierDecision): Decision {
  if (digestFor(one) !== earlier.actionDigest) return speak(one, 'update');
  if (one.version.kind !== 'correction' && earlier.missedCorrection !== true) return staySilent(one, 'action-unchanged');
  // What they were told was wrong, what they do is not: they hear it, and need not answer again.
  return { ...speak(one, 'update'), askedInVersion: earlier.askedInVersion };
}

function isExcluded({ version, institutionId }: Case): boolean {
  return version.audience.excluded.some((each) => each.institutionId === institutionId);
}

function speak(one: Case, kind: 'warn' | 'update'): Decision {
  return { kind, ...personal(one), actionDigest: digestFor(one), askedInVersion: one.version.version };
}

/** Nothing is left to do, so nothing is urgent. Who is closed counts as not told, and is warned again when it is concerned again. */
function close(one: Case): Decision {
  return {
    kind: 'close',
    ...personal(one),
    urgency: 'for-information',
    actionDigest: digestFor(one),
    askedInVersion: one.earlier?.askedInVersion ?? one.version.version,
  };
}

function staySilent(one: Case, because: SilentBecause): Decision {
  const told = one.earlier?.told === true ? one.earlier : undefined;
  return {
    kind: 'stay-silent',
    because,
    ...personal(one),
    actionDigest: told?.actionDigest ?? digestFor(one),
    askedInVersion: told?.askedInVersion ?? one.version.version,
  };
}

function personal(one: Case): {
  readonly institutionId: InstitutionId;
  readonly urgency: Urgency;
  readonly certainty: Certainty;
  readonly reasons: Concerned['reasons'];
  readonly label: TlpLabel;
  readonly part?: string;
} {
  return {
    ...(one.part === undefined ? {} : { part: one.part }),
    institutionId: one.institutionId,
    urgency: urgencyFor(one),
    certainty: strongestOf(one),
    reasons: one.concerned?.reasons ?? [],
    label: personalLabel(one.version.tlp),
  };
}

function urgencyFor(one: Case): Urgency {
  return strongestOf(one) === 'for-information' ? 'for-information' : one.version.urgency;
}

/** Of somebody not concerned any more: as it was. */
function strongestOf({ concerned, earlier }: Case): Certainty {
  const reasons = concerned?.reasons ?? [];
  return (
    CERTAINTIES.find((certainty) => reasons.some((reason) => reason.certainty === certainty)) ?? earlier?.certainty ?? 'for-information'
  );
}

function digestFor(one: Case): string {
  return one.digestOf(
    actionText({ version: one.version, urgency: urgencyFor(one), reasons: one.concerned?.reasons ?? [], part: one.part }),
  );
}
