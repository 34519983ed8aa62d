import type { Refusal } from '../basics/refusal.ts';
import type { Decision } from './decision.ts';
import type { StateEntered } from './transitions.ts';
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

/** Why a version may not be released; undefined where it may. */
export function mayRelease(_release: Release): Refusal | undefined {
  return undefined;
}
