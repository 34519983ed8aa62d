import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { KeyToEncrypt } from '../../channel.ts';
import { encodedField, putTogether, takeApart, withFields } from '../mime-entity.ts';
import type { SigningKeys } from './signing-keys.ts';

export type ToSecure = {
  /** The mail as it would go out plain. */
  readonly raw: Buffer;
  readonly signers: SigningKeys;
  /** To encrypt to; undefined: it is signed alone. */
  readonly readerKey: KeyToEncrypt | undefined;
  /** The subject that the reader sees inside (RFC 9788); outside stands what the label allows. */
  readonly subject: string;
  readonly deliveryId: string;
};

/**
 * A mail signed by the CERT, and encrypted where its reader has a key. Signed with S/MIME where the CERT has that, since mail programs check it by
 * themselves, else with OpenPGP; encrypted mail in the reader's own way, signed in the same where the CERT can. Throws where the key can't be used.
 * What does it is loaded with the first mail that needs it: most Forewarns rest without (decision record 012).
 */
export async function secureMail({ raw, signers, readerKey, subject, deliveryId }: ToSecure, now: Instant): Promise<Buffer> {
  const { fields, entity } = takeApart(raw);
  const date = new Date(millisecondsOf(now));
  const boundary = `fw-${deliveryId}`;
  if (readerKey === undefined) return putTogether(fields, await signed(entity, signers, date, boundary));
  const inner = withFields(withProtection(entity), [encodedField('Subject', subject)]);
  if (readerKey.kind === 'openpgp') {
    const own = signers.openpgp === undefined ? await signed(inner, signers, date, `${boundary}-signed`) : inner;
    const { encryptOpenpgp } = await import('./encrypt-openpgp.ts');
    return putTogether(fields, await encryptOpenpgp(own, { readerKey: readerKey.bytes, signer: signers.openpgp, date, boundary }));
  }
  const { encryptSmime } = await import('./encrypt-smime.ts');
  return putTogether(fields, await encryptSmime(await signed(inner, signers, date, boundary), readerKey.bytes));
}

/** Whether the CERT signs at all. */
export function hasSigner({ openpgp, smime }: SigningKeys): boolean {
  return openpgp !== undefined || smime !== undefined;
}

async function signed(entity: Buffer, { openpgp, smime }: SigningKeys, date: Date, boundary: string): Promise<Buffer> {
  if (smime !== undefined) return (await import('./sign-smime.ts')).signSmime(entity, smime, date, boundary);
  return openpgp === undefined ? entity : (await import('./sign-openpgp.ts')).signOpenpgp(entity, openpgp, date, boundary);
}

/** Says that fields inside the encrypted part are the mail's own (RFC 9788 §2.1.1); older programs know it by `protected-headers`. */
function withProtection(entity: Buffer): Buffer {
  const text = entity.toString('latin1');
  return Buffer.from(text.replace(/^(content-type:[^\r]*(?:\r\n[ \t][^\r]*)*)/im, '$1;\r\n protected-headers="v1"; hp="cipher"'), 'latin1');
}
