import type { Advisory } from '../advisories/advisory.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { Audience, Urgency, WarningTexts } from './warning.ts';

export type Draft = {
  readonly urgency: Urgency;
  readonly tlp: TlpLabel;
  readonly texts: WarningTexts;
  readonly audience: Audience;
};

/** Certainties that are told unless the analyst says otherwise. */
export const DEFAULT_AUDIENCE: Audience = { certainties: ['certain', 'likely', 'possible'], excluded: [] };

export function draftFromAdvisory(_from: {
  readonly advisory: Advisory;
  readonly urgency: Urgency;
  readonly exploited: boolean;
  /** What a newer revision changed, as sentences. Given: the draft is of a later version. */
  readonly changes?: { readonly nl: readonly string[]; readonly en: readonly string[] };
}): Draft {
  throw new Error('not yet');
}
