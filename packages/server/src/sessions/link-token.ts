import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyObjectOf } from '../database/key-object.ts';
import type { Machine } from '../machine.ts';

const ID_BYTES = 16;
const SIGNATURE_BYTES = 16;

/** What a token is good for: one made for a contact opens no answer, and the other way round. */
export type LinkPurpose = 'answer-link' | 'contact-link' | 'nomination-link';

/**
 * The token of an answer link: the link's id and half an HMAC-SHA-256 over it, 43 characters of base64url. Nothing that could
 * answer for somebody is stored: who reads the database alone can't make a link.
 */
export function linkToken(linkId: string, secret: Uint8Array, purpose: LinkPurpose = 'answer-link'): string {
  const id = Buffer.from(linkId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, signatureOf(id, secret, purpose)]).toString('base64url');
}

/** What signs now and what signed before: what was sent before a rotation counts until its own end. */
export function knownLinkSecrets({
  linkSecret,
  earlierLinkSecrets = [],
}: Pick<Machine, 'linkSecret' | 'earlierLinkSecrets'>): readonly Uint8Array[] {
  return [linkSecret, ...earlierLinkSecrets];
}

/** The id of the link that a token names, whichever of these secrets made it. */
export function linkIdOfAny(token: string, secrets: readonly Uint8Array[], purpose: LinkPurpose = 'answer-link'): string | undefined {
  return secrets.map((secret) => linkIdOf(token, secret, purpose)).find((id) => id !== undefined);
}

/** The id of the link that a token names, or undefined where the token was not made by us. */
export function linkIdOf(token: string, secret: Uint8Array, purpose: LinkPurpose = 'answer-link'): string | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const id = bytes.subarray(0, ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(ID_BYTES), signatureOf(id, secret, purpose))) return undefined;
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function signatureOf(id: Uint8Array, secret: Uint8Array, purpose: LinkPurpose): Buffer {
  return createHmac('sha256', keyObjectOf(secret)).update(`${purpose}\0`).update(id).digest().subarray(0, SIGNATURE_BYTES);
}
