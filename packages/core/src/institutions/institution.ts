import type { BranchId, InstitutionId } from '../basics/ids.ts';

/** The kinds of care institution that DOMAIN counts; stored spelling. */
export const SECTORS = [
  'umc',
  'hospital',
  'ggz',
  'ggz-small',
  'vvt-vgn',
  'first-line',
  'laboratory',
  'ambulance',
  'public-health',
  'rehabilitation',
  'youth',
  'other',
] as const;
export type Sector = (typeof SECTORS)[number];

export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A constituent in the sense of RFC 2350: an organisation that the CERT warns. */
export type Institution = {
  readonly id: InstitutionId;
  readonly name: string;
  readonly sector: Sector;
  /** ROAZ region, 1 to 11; undefined where unknown. */
  readonly region?: number;
  readonly staff?: number;
  /** Branch organisation (koepel) that it joined through. */
  readonly branchId?: BranchId;
  /** Name of the IT provider that manages its systems, where one does. */
  readonly itProvider?: string;
  readonly language: Language;
  /** True where the institution chose to have product versions in mails that are not encrypted. */
  readonly detailsInMail: boolean;
  /** Of the Dutch trade register, eight digits; one legal person may have several institutions. */
  readonly kvk?: string;
  readonly memberUntil?: string;
};

/** A site of an institution. */
export type Location = { readonly name: string; readonly city?: string };
