import type { ContactId, DrillId, InstitutionId, MatterId, WarningId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Urgency } from '../deliveries/urgency.ts';
import type { ContactRole } from '../institutions/contact.ts';
import type { Language } from '../institutions/institution.ts';
import type { Certainty } from '../matching/match.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { TextPart } from './text-part.ts';

/** Deliveries know it too, and come first. */
export { URGENCIES, type Urgency } from '../deliveries/urgency.ts';

export const WARNING_STATES = ['draft', 'open', 'withdrawn', 'closed'] as const;
export type WarningState = (typeof WARNING_STATES)[number];

export const VERSION_KINDS = ['initial', 'update', 'correction', 'withdrawal'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/** A numbered step of "Doe nu" (DOMAIN §5.5): CERT's words; who does it and within how long, where it matters. */
export type ActionStep = { readonly text: string; readonly role?: ContactRole; readonly withinHours?: number };

/** One language's text of one version. Plain text; line ends separate paragraphs. */
export type WarningText = {
  /** Product in the sector's word and what happened, at most 80 characters. */
  readonly title: string;
  /** In het kort: what is the matter, what it means for care, what to do. */
  readonly summary: string;
  readonly actions: readonly ActionStep[];
  /** Asked apart from the answer: "is it checked for abuse?"; absent: not asked. */
  readonly abuseCheck?: string;
  /** Voor uw IT-dienstverlener: technical, copyable. */
  readonly technical?: string;
  /** Zorgimpact: which care process, which fallback. */
  readonly careImpact?: string;
  /** Required from version 2 on. */
  readonly whatChanged?: string;
  /** What some read instead of summary and steps; the first that fits. */
  readonly parts?: readonly TextPart[];
};

/** Dutch is always there; English readers without an English text get the Dutch one. */
export type WarningTexts = { readonly nl: WarningText; readonly en?: WarningText };

/** Who of the concerned is told. */
export type Audience = {
  /** Certainties that are told; the default is all but for-information. */
  readonly certainties: readonly Certainty[];
  readonly excluded: readonly { readonly institutionId: InstitutionId; readonly because: string }[];
  /** TLP:RED is for persons by name (FIRST TLP 2.0 §2): these contacts and nobody else. Of no meaning under another label. */
  readonly persons?: readonly ContactId[];
};

export type WarningVersion = {
  readonly version: number;
  readonly kind: VersionKind;
  readonly urgency: Urgency;
  readonly tlp: TlpLabel;
  /** The sender's tick "Mag gedeeld worden met de IT-dienstverlener van de ontvanger" (DOMAIN §4.4). */
  readonly sharedWithItProvider: boolean;
  /** Nobody outside the CERT reads it or hears of it before. */
  readonly embargoUntil?: Instant;
  /** After it the CERT is told to look whether it still holds. */
  readonly validUntil?: Instant;
  readonly texts: WarningTexts;
  readonly audience: Audience;
};

/** The CERT's own product on a matter. */
export type Warning = {
  readonly id: WarningId;
  /** FW-2026-0031 */
  readonly reference: string;
  readonly matterId: MatterId;
  readonly state: WarningState;
  readonly openedAt: Instant;
  /** The version in force, 0 before the first release. */
  readonly releasedVersion: number;
  /** Of a matter that is an exercise. */
  readonly drillId?: DrillId;
};

/** Where the sender says nothing, what asks to do something may go to who has to do it (DOMAIN §4.4: on for operational alerts). */
export function isSharedUnlessSaid(urgency: Urgency): boolean {
  return urgency !== 'for-information';
}

/** What a reader of this language reads: with the part of that name instead of what everybody reads, where there is one. */
export function textFor(texts: WarningTexts, language: Language, part?: string): WarningText {
  const whole = language === 'en' && texts.en !== undefined ? texts.en : texts.nl;
  if (whole.parts === undefined) return whole;
  const { parts, ...text } = whole;
  const own = part === undefined ? undefined : parts.find(({ name }) => name === part);
  if (own === undefined) return text;
  return {
    ...text,
    ...(own.summary === undefined ? {} : { summary: own.summary }),
    ...(own.actions === undefined ? {} : { actions: own.actions }),
  };
}

/** The same for both languages: the texts of one institution. */
export function textsFor(texts: WarningTexts, part: string | undefined): WarningTexts {
  const nl = textFor(texts, 'nl', part);
  return texts.en === undefined ? { nl } : { nl, en: textFor(texts, 'en', part) };
}
