import { millisecondsOf, type Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';

/** OpenPGP (RFC 9580) and S/MIME (RFC 8551). Stored spelling. */
export const KEY_KINDS = ['openpgp', 'smime'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Where a key came from: handed in by somebody, or published at the domain of the address (Web Key Directory). Stored spelling. */
export const KEY_SOURCES = ['uploaded', 'wkd'] as const;
export type KeySource = (typeof KEY_SOURCES)[number];

/** Why nothing is encrypted to a key. Stored spelling. */
export const KEY_FAULTS = ['expired', 'revoked', 'not-yet', 'algorithm', 'no-encryption', 'unreadable'] as const;
export type KeyFault = (typeof KEY_FAULTS)[number];

/** A key that mail to a contact may be encrypted to. */
export type ContactKey = {
  readonly id: string;
  readonly kind: KeyKind;
  /** Hexadecimal, upper case: of an OpenPGP key its own, of a certificate SHA-256. */
  readonly fingerprint: string;
  /** "rsa 4096", "ecdh curve25519". */
  readonly algorithm: string;
  /** Mail addresses that it names; publisher-controlled. */
  readonly addresses: readonly string[];
  readonly expiresAt?: Instant;
  readonly source: KeySource;
  readonly addedAt: Instant;
  readonly checkedAt: Instant;
  /** As found when it was last checked. */
  readonly fault?: KeyFault;
};

/** What is wrong with a key now: its date is looked at again each time, the rest when it is checked. */
export function keyFault(key: Pick<ContactKey, 'fault' | 'expiresAt'>, now: Instant): KeyFault | undefined {
  if (key.expiresAt !== undefined && millisecondsOf(key.expiresAt) <= millisecondsOf(now)) return 'expired';
  return key.fault;
}

/** Which key is used: of those that can be, one that was handed in before one that was found, then the newest. */
export function keyToEncryptTo<Key extends ContactKey>(keys: readonly Key[], now: Instant): Key | undefined {
  return keys
    .filter((key) => keyFault(key, now) === undefined)
    .toSorted((a, b) => rank(a) - rank(b) || (a.addedAt < b.addedAt ? 1 : a.addedAt > b.addedAt ? -1 : a.id < b.id ? 1 : -1))[0];
}

function rank({ source }: ContactKey): number {
  return source === 'uploaded' ? 0 : 1;
}

/** What a contact's keys mean for its mail, in words beside the contact; undefined where it never had a key. */
export function describeKeys(keys: readonly ContactKey[], language: Language, now: Instant): string | undefined {
  if (keys.length === 0) return undefined;
  if (keyToEncryptTo(keys, now) !== undefined) return WORDS[language].encrypted;
  const newest = keys.toSorted((a, b) => (a.addedAt < b.addedAt ? 1 : -1))[0];
  const fault = newest === undefined ? undefined : keyFault(newest, now);
  return fault === undefined ? undefined : `${WORDS[language].fault[fault](newest?.expiresAt?.slice(0, 10) ?? '')} ${WORDS[language].so}`;
}

type KeyWords = {
  readonly encrypted: string;
  readonly so: string;
  readonly fault: Readonly<Record<KeyFault, (date: string) => string>>;
};

const WORDS: Readonly<Record<Language, KeyWords>> = {
  nl: {
    encrypted: 'Mail aan dit contact gaat versleuteld.',
    so: 'Tot er een nieuwe sleutel is, gaat mail onversleuteld. Boven TLP:GREEN krijgt dit contact alleen een bericht dat er iets is.',
    fault: {
      expired: (date) => `De sleutel is verlopen op ${date}.`,
      revoked: () => 'De sleutel is ingetrokken.',
      'not-yet': () => 'De sleutel geldt nog niet.',
      algorithm: () => 'De sleutel is te zwak of van een soort die wij niet gebruiken.',
      'no-encryption': () => 'Met deze sleutel kan niet worden versleuteld.',
      unreadable: () => 'De sleutel is niet te lezen.',
    },
  },
  en: {
    encrypted: 'Mail to this contact is encrypted.',
    so: 'Until there is a new key, mail goes unencrypted. Above TLP:GREEN this contact is only told that there is something.',
    fault: {
      expired: (date) => `The key expired on ${date}.`,
      revoked: () => 'The key was revoked.',
      'not-yet': () => 'The key is not valid yet.',
      algorithm: () => 'The key is too weak, or of a kind that we do not use.',
      'no-encryption': () => 'This key cannot be encrypted to.',
      unreadable: () => 'The key cannot be read.',
    },
  },
};
