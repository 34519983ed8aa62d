import type { ContactId, InstitutionId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Language } from './institution.ts';

/** Roles of DOMAIN §1.4; stored spelling. */
export const CONTACT_ROLES = [
  '24-7',
  'ciso',
  'security',
  'ict-manager',
  'system-administrator',
  'application-manager',
  'medical-technology',
  'facility',
  'privacy',
  'board',
  'communications',
  'practice-manager',
  'it-provider',
] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export type Contact = {
  readonly id: ContactId;
  readonly institutionId: InstitutionId;
  readonly name: string;
  readonly role: ContactRole;
  readonly email?: string;
  readonly phone?: string;
  /** Where messages to this contact go as signed JSON beside the mail. */
  readonly webhookUrl?: string;
  /** The chat that messages are posted to, by its host and a mark; its address is a secret. */
  readonly chatHost?: string;
  /** How many devices have allowed push messages. */
  readonly pushDevices?: number;
  readonly language: Language;
  /** Who is asked first: 1 before 2. */
  readonly order: number;
  /** Why the contact cannot be reached, in words; undefined where nothing is known against it. */
  readonly toRepair?: string;
  /** When somebody last said that the contact is right, or answered through it. */
  readonly confirmedAt?: Instant;
};
