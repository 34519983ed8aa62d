import { createHmac } from 'node:crypto';

/** A one-time code of 256 bits, made of its id and the secret outside the database: a mail that is sent twice holds the same one. */
export function oneTimeCode(id: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update('one-time-code\0').update(id).digest('base64url');
}
