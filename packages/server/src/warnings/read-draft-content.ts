import { idOf } from '@forewarn/core/basics/ids.ts';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { isSectorAlone } from '@forewarn/core/matching/matchers/sector.ts';
import type { Matter } from '@forewarn/core/matters/matter.ts';
import { DEFAULT_AUDIENCE } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { readWarningText } from '@forewarn/core/warnings/read-warning-text.ts';
import { isSharedUnlessSaid, type Audience, type Urgency, type VersionKind } from '@forewarn/core/warnings/warning.ts';
import type { DraftContent } from './draft-warning.ts';

/** What a version says, as handed in. */
export type HandedInContent = {
  readonly urgency?: Urgency;
  readonly tlp?: TlpLabel;
  readonly sharedWithItProvider?: boolean;
  /** RFC 3339; empty lifts it. */
  readonly embargoUntil?: string;
  /** RFC 3339; empty: no end. */
  readonly validUntil?: string;
  readonly texts?: unknown;
  readonly audience?: {
    readonly certainties: Audience['certainties'];
    readonly excluded: readonly { readonly institutionId: string; readonly because: string }[];
    readonly persons?: readonly string[];
  };
};

/**
 * Who is told where the draft does not say: all but those merely in a sector or region; those too where the matter names the sector or
 * region beside other things, because nothing else can have been meant. A wave is about nothing but its sector, and is told for certain.
 */
export function usualAudience(matter: Pick<Matter, 'scope' | 'advisoryIds'>): Audience {
  if (matter.scope.sectors.length + matter.scope.regions.length === 0 || isSectorAlone(matter)) return DEFAULT_AUDIENCE;
  return { ...DEFAULT_AUDIENCE, certainties: [...DEFAULT_AUDIENCE.certainties, 'for-information'] };
}

/** The label of a warning that says none: for the sector, not for the internet. */
const DEFAULT_LABEL: TlpLabel = 'GREEN';

/**
 * Reads what a version says; what is absent is as `before`. Refusal: `input-unreadable` with every problem of the texts, or without an
 * urgency or texts at all.
 */
export function readDraftContent(
  handedIn: HandedInContent,
  of: { readonly version: number; readonly kind: VersionKind },
  before?: Partial<DraftContent>,
): DraftContent | (Refusal & { readonly problems?: readonly Problem[] }) {
  const urgency = handedIn.urgency ?? before?.urgency;
  if (urgency === undefined) return refuse('input-unreadable', 'A warning needs an urgency.', undefined, { about: 'urgency' });
  const reading = readWarningText(handedIn.texts ?? before?.texts, { ...of, urgency });
  if (reading.kind === 'unreadable' || reading.problems.length > 0) return refuseUnreadable(reading.problems);
  const embargoUntil = hourOf(handedIn.embargoUntil, before?.embargoUntil, 'The hour of the embargo');
  if (typeof embargoUntil === 'object') return embargoUntil;
  const validUntil = hourOf(handedIn.validUntil, before?.validUntil, 'The hour until which it holds');
  if (typeof validUntil === 'object') return validUntil;
  return {
    urgency,
    tlp: handedIn.tlp ?? before?.tlp ?? DEFAULT_LABEL,
    sharedWithItProvider: handedIn.sharedWithItProvider ?? before?.sharedWithItProvider ?? isSharedUnlessSaid(urgency),
    embargoUntil,
    validUntil,
    texts: reading.value,
    audience: audienceOf(handedIn) ?? before?.audience ?? DEFAULT_AUDIENCE,
  };
}

function hourOf(handedIn: string | undefined, before: Instant | undefined, what: string): Instant | undefined | Refusal {
  if (handedIn === undefined) return before;
  if (handedIn === '') return undefined;
  return readInstant(handedIn) ?? refuse('input-unreadable', `${what} is unreadable.`, 'As 2026-11-23T15:00:00Z.', { about: 'hour' });
}

function audienceOf({ audience }: HandedInContent): Audience | undefined {
  if (audience === undefined) return undefined;
  return {
    certainties: audience.certainties,
    excluded: audience.excluded.map(({ institutionId, because }) => ({ institutionId: idOf<'Institution'>(institutionId), because })),
    ...(audience.persons === undefined ? {} : { persons: [...new Set(audience.persons)].map((id) => idOf<'Contact'>(id)) }),
  };
}
