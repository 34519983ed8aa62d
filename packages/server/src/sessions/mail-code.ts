import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_DIGITS, SHORT_CODE_ALPHABET, SHORT_CODE_LENGTH } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import { linkIdOf, linkToken } from './link-token.ts';

/**
 * The code of one request, made of its id and the secret outside the database: nothing that lets anybody in is stored, and a mail that is
 * sent twice holds the same code.
 */
export function mailCode(requestId: string, secret: Uint8Array): string {
  const digest = createHmac('sha256', secret).update('sign-in-code\0').update(requestId).digest();
  return String(digest.readBigUInt64BE() % 10n ** BigInt(CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** Takes as long for a wrong code as for the right one. */
export function isMailCode(code: string, requestId: string, secret: Uint8Array): boolean {
  const right = Buffer.from(mailCode(requestId, secret));
  const typed = Buffer.from(code);
  return right.length === typed.length && timingSafeEqual(right, typed);
}

/** The link in the mail. Signed by a key of its own: an answer link is no sign-in link, nor the other way round. */
export function mailLinkToken(requestId: string, secret: Uint8Array): string {
  return linkToken(requestId, keyOfLinks(secret));
}

export function requestOfMailLink(token: string, secret: Uint8Array): string | undefined {
  return linkIdOf(token, keyOfLinks(secret));
}

/** What the asking screen shows: who types the code on another device types this as well. */
export function newShortCode(): string {
  return Array.from({ length: SHORT_CODE_LENGTH }, () => SHORT_CODE_ALPHABET[randomInt(SHORT_CODE_ALPHABET.length)]).join('');
}

function keyOfLinks(secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('sign-in-link').digest();
}
