import type { ContactRole } from './contact.ts';
import type { Language, Location, Sector } from './institution.ts';

/** A contact as somebody hands it in: without an id, everything but name and role may be unknown. */
export type ContactEntry = {
  readonly name: string;
  readonly role: ContactRole;
  readonly email?: string;
  readonly phone?: string;
  readonly webhookUrl?: string;
  /** Signs what goes to the webhook; never read back. */
  readonly webhookSecret?: string;
  readonly language?: Language;
  /** Who is asked first: 1 before 2; by order of appearance where absent. */
  readonly order?: number;
};

/**
 * An institution as somebody hands it in, known by its name. What is absent is not known, and leaves what is stored as it is; lists add
 * to what is stored.
 */
export type InstitutionEntry = {
  readonly name: string;
  readonly sector?: Sector;
  readonly region?: number;
  readonly staff?: number;
  /** Name of the branch organisation. */
  readonly branch?: string;
  readonly itProvider?: string;
  readonly language?: Language;
  readonly detailsInMail?: boolean;
  readonly kvk?: string;
  readonly locations: readonly Location[];
  /** CIDR, as typed. */
  readonly networks: readonly string[];
  readonly domains: readonly string[];
  readonly contacts: readonly ContactEntry[];
};

/** Bounds: beyond them somebody sends something else than one institution. */
export const INSTITUTION_LIMITS = { locations: 1_000, networks: 1_000, domains: 2_000, contacts: 200 } as const;

/** How names of institutions are compared: case and spaces play no part, so "ggz  Rietmark" is GGZ Rietmark. */
export function foldInstitutionName(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}
